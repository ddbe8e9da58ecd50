#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace haat::wire {

// What the host and a worker say to each other over a socket pair. Both sides send frames:
//
//   bytes 0-3   size of the payload; little-endian, as every number
//   bytes 4-5   type
//   bytes 6-7   zero
//   bytes 8-15  number of the request that it belongs to; 0: of none
//   then        the payload: fields of fields.hpp, one after another, with nothing after the last
//
//   worker                      host
//   hello                  ->                   magic and version; the first frame of a worker's
//   life
//                          <-   start           library, settings, what it may read
//   settings_schema        ->                   at most once, if the plugin declares one
//   ready | not_ready      ->                   once; not_ready is the worker's last frame
//                          <-   list, fetch     one request at a time; or changes, completions,
//                                               check_health, verify, records,
//                                               launch
//   page | failed          ->                   ends a list
//   answer | failed        ->                   ends the others but fetch
//   piece ...              ->                   never more bytes than the host granted
//                          <-   grant           during a fetch
//                          <-   stop            during any: nobody wants it any more
//   done | failed          ->                   ends a fetch
//   used_up                ->                   at most once, before the end of any: it has as many
//                                               descriptors as it may, of which no kernel tells us
//
// Or, for the conformance kit, in place of start and all after it:
//                          <-   check           as start, with the name of a test and a seed
//   verdict                ->                   the worker's last frame
//
// While the plugin starts (request 0) and during a list or fetch it may ask for HTTP, one exchange
// at a time, and every answer is asked for, so nothing piles up:
//   http_request           ->                   method, URL, headers, body
//                          <-   http_head | http_failed
//   http_more | http_stop  ->                   the next bytes; or no more of it, without an answer
//                          <-   http_body | http_end | http_failed
//
// The host takes a worker for what it is, a stranger's process: each frame that is not exactly what
// is expected next ends it.
enum class Type : std::uint16_t {
  hello = 1,
  start,
  ready,
  not_ready,
  list,
  fetch,
  grant,
  stop,
  page,
  piece,
  done,
  failed,
  check,
  verdict,
  http_request,
  http_head,
  http_more,
  http_stop,
  http_body,
  http_end,
  http_failed,
  settings_schema,
  changes,
  completions,
  check_health,
  verify,
  answer,
  records,
  launch,
  used_up,
};
inline constexpr Type last_type = Type::used_up;

inline constexpr std::uint32_t magic = 0x54414148;  // "HAAT"
inline constexpr std::uint32_t version = 9;
// A page of 1000 courses with all limits of provider.h.
inline constexpr std::uint32_t max_payload = 4u << 20;
inline constexpr std::uint32_t max_piece = 64u << 10;  // of a package, and of a response
inline constexpr std::uint64_t window = 1u << 20;      // bytes of a package under way at most
inline constexpr std::size_t header_size = 16;

struct Header {
  std::uint32_t size = 0;
  Type type{};
  std::uint64_t request = 0;
  // Of decode: the reserved bytes are zero, the type is known, the size is within max_payload.
  bool well_formed = true;
};

struct Frame {
  Header header;
  std::string_view payload;  // valid until the next receive
};

std::array<char, header_size> encode(const Header& header);
Header decode(std::string_view bytes);  // header_size of them

}  // namespace haat::wire
