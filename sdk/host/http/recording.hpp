#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sdk/host/http/reply.hpp"

namespace haat::http {

// Exchanges in a folder, so that tests of a plugin need no partner: plain files, to be read, edited
// and kept beside the test. Of exchange 12:
//
//   0012.txt    GET https://lms.example.org/courses?page=2     the request, without its headers; of
//                                                              a body " sha256:" and its digest
//               200                                            or "fault 6 lms.example.org took
//               ..." Content-Type: application/json
//   0012.body   the body, decoded; if there was a fault, what came before it
//
// A recording holds the whole URL: before it is published, look for secrets in it. It keeps 1000
// exchanges and 64 MiB of each body; what is beyond is a fault of the recording. Whoever records
// into a folder that has exchanges goes on behind them, also beside another who does: a worker that
// is started again, or the next version of a plugin.
class Recording {
 public:
  explicit Recording(std::filesystem::path folder);

  // One exchange after another, each from its request to its end.
  void request(const wire::HttpRequest& request);
  void head(const wire::HttpHead& head);
  void body(std::string_view piece);
  void end(const std::optional<Fault>& fault);

 private:
  std::filesystem::path folder_;
  std::size_t number_ = 0;  // of the exchange that is open; 0: it is not kept
  std::size_t last_ = 0;    // that is known to be taken
  std::string request_;
  wire::HttpHead head_;
  std::ofstream body_;
  std::uint64_t bytes_ = 0;
};

// Answers from such a folder: each exchange once, in their order, to the same method, URL and body;
// where somebody has removed the digest, to any body.
class Replay {
 public:
  explicit Replay(std::filesystem::path folder);
  std::unique_ptr<Reply> answer(const wire::HttpRequest& request);

 private:
  std::filesystem::path folder_;
  std::vector<bool> used_;
};

}  // namespace haat::http
