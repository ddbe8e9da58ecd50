#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "sdk/host/channel.hpp"
#include "sdk/host/http/allowed_hosts.hpp"
#include "sdk/host/http/exchange.hpp"
#include "sdk/host/http/pace.hpp"
#include "sdk/host/http/recording.hpp"

namespace haat::http {

// Makes the requests of one worker's plugin: answers its http frames while a call of the host runs,
// and says in the provider's log what was asked of whom. Threads: one at a time.
class Courier {
 public:
  struct Terms {
    AllowedHosts hosts;
    std::filesystem::path record{};  // a folder, or empty
    std::filesystem::path replay{};
    std::uint32_t most_requests = HAAT_MAX_HTTP_REQUESTS;  // during one call
    std::uint32_t requests_per_second = 0;                 // more of them wait; 0: any number
  };
  using Log = std::function<void(const std::string& line)>;
  Courier(Terms terms, Log log);
  Courier(Courier&&) noexcept;
  ~Courier();

  // A call of the host begins, whose responses may have so many bytes each.
  void begin(std::uint64_t largest);

  static bool is_asked_by(wire::Type type);
  // Of such a frame: makes the next step and tells the worker. A breach is the worker's, and so is
  // a frame that does not fit where the exchange is.
  tl::expected<void, Breach> answer(Channel& channel, const wire::Frame& frame, const Wait& wait,
                                    Deadline deadline);
  bool busy() const { return reply_ != nullptr; }  // an exchange has begun and not ended
  bool used() const { return requests_ > 0; }      // during this call
  std::uint64_t waits() const { return waits_; }   // of requests that came too fast, in its life
  // By the last answer during this call (retry_after.hpp).
  std::optional<std::chrono::seconds> asked_to_wait() const { return asked_to_wait_; }

 private:
  tl::expected<void, Breach> open(Channel& channel, const wire::Frame& frame, const Wait& wait,
                                  Deadline deadline);
  tl::expected<void, Breach> go_on(Channel& channel, std::uint64_t request, const Wait& wait,
                                   Deadline deadline);
  tl::expected<void, Breach> give_up(Channel& channel, std::uint64_t request, const Fault& fault,
                                     Deadline deadline);
  std::optional<Fault> await_turn(const Wait& wait);
  void end(const std::optional<Fault>& fault);

  Terms terms_;
  Log log_;
  Connections connections_;
  Pace pace_;
  std::uint64_t waits_ = 0;
  std::optional<Recording> recording_;
  std::optional<Replay> replay_;

  std::uint64_t largest_ = 0;
  std::uint32_t requests_ = 0;  // during this call
  std::optional<std::chrono::seconds> asked_to_wait_;

  std::unique_ptr<Reply> reply_;  // of the exchange that is open
  std::string what_;              // it is, for the log
  std::uint32_t status_ = 0;
  std::uint64_t bytes_ = 0;
  std::chrono::steady_clock::time_point since_{};
};

}  // namespace haat::http
