#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/manifest/course_structure.hpp"
#include "core/result.hpp"

namespace haat {

// A course as a learner will see it: a web server on this machine only, with a player page that has
// the real SCORM run time and shows every call that the course makes. Nothing of the course can
// leave its folder, and no other site can reach it.
class Preview {
 public:
  // `path` is a project, a package zip or a package folder. `standard` is for authored projects
  // (build.hpp). Port 0: any free one. unavailable ("port-in-use"); of a package with defects, or
  // without a manifest, the error says what is the matter.
  static Result<std::unique_ptr<Preview>> start(const std::filesystem::path& path,
                                                std::string_view standard, std::uint16_t port);
  ~Preview();  // ends it

  std::string address() const;  // "http://127.0.0.1:8717/"
  std::string title() const;
  Standard standard() const;
  const std::vector<std::string>& remarks() const;

 private:
  struct State;
  explicit Preview(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace haat
