#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>

#include "core/package/limits.hpp"
#include "core/package/package.hpp"

namespace haat {

// What is to be different in a package's files, by path. The package itself stays as it is.
class Overlay {
 public:
  // Each is about the files as the overlay leaves them so far.
  void write(std::string_view path, std::string bytes);
  void remove(std::string_view path);
  void rename(std::string_view from, std::string_view to);  // whatever has the name `to` is gone

  bool empty() const { return written_.empty() && removed_.empty() && renamed_.empty(); }

 private:
  friend class OverlaySource;
  using Bytes = std::shared_ptr<const std::string>;
  std::map<std::string, Bytes, std::less<>> written_;
  std::map<std::string, std::string, std::less<>> renamed_;  // its new path -> that in the package
  std::set<std::string, std::less<>> removed_;               // paths in the package
};

// The package with the overlay over it. Nothing is copied; `below` is kept alive. Its defects are
// those of the names that are left: it is for packages whose container has no others.
Package lay_over(std::shared_ptr<const Package> below, const Overlay& overlay,
                 const Limits& limits = {});

}  // namespace haat
