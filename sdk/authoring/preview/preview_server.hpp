#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>

#include "core/result.hpp"
#include "sdk/authoring/preview/cmi5_platform.hpp"

namespace haat {

// What is served: the player's own files from memory, and the course's from `folder`, of which only
// those that are listed exist.
struct PreviewSite {
  std::map<std::string, std::string, std::less<>> outline;  // path -> JSON made for this course
  std::filesystem::path folder;
  std::map<std::string, std::uint64_t, std::less<>> course_files;  // path in the package -> bytes
  std::unique_ptr<Cmi5Platform> platform;  // of a cmi5 course: answers below cmi5/
};

class PreviewServer {
 public:
  static Result<std::unique_ptr<PreviewServer>> start(PreviewSite site, std::uint16_t port);
  ~PreviewServer();
  std::uint16_t port() const;

 private:
  struct State;
  explicit PreviewServer(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace haat
