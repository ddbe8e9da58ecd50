#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/competency/dictionary.hpp"
#include "core/package/overlay.hpp"
#include "core/qa/profile.hpp"
#include "core/qa/rule.hpp"
#include "core/result.hpp"

namespace haat {

// What fixes leave behind, gathered for whoever has to agree to it. It is held in memory: what
// would be more than there is room for is left to the next run.
class Draft {
 public:
  void write(std::string_view path, std::string bytes);  // a new file, or instead of one
  void remove(std::string_view path);
  void rename(std::string_view from, std::string_view to);  // the same name: only marked as UTF-8
  void leave(std::string_view what);                        // is not mended, and why

  struct Change {
    enum class Kind { written, removed, renamed };
    Kind kind;
    std::string path;
    std::string to;         // of a renamed one
    std::string_view rule;  // whose findings it mends
  };
  const std::vector<Change>& changes() const { return changes_; }
  const Overlay& overlay() const { return overlay_; }
  std::vector<std::string> left() const;  // what was not mended, a sentence each
  void on_behalf_of(std::string_view rule) { rule_ = rule; }  // which has to outlive it

 private:
  bool has_room(std::uint64_t bytes);

  Overlay overlay_;
  std::vector<Change> changes_;
  std::string_view rule_;
  std::uint64_t held_ = 0;                             // bytes, estimated
  std::map<std::string, std::uint64_t> written_;       // bytes, by path
  std::map<std::string_view, std::uint64_t> no_room_;  // changes that were left, by rule
  std::vector<std::string> left_;
};

// A way to mend what one rule finds, where nobody has to be asked how. One file each in
// core/qa/fixes, one word each in core/CMakeLists.txt, named as the rule. It sees the package as
// the fixes before it left it; done again it finds nothing to do.
struct Fix {
  std::string_view rule;  // its id
  std::string_view does;  // one sentence
  Result<void> (*mend)(const Subject&, const Limits&, Draft&);
};

std::span<const Fix* const> all_fixes();  // in the order in which they are done

// Why the package is not to be mended: its container contradicts itself, so that nobody knows which
// files are meant. Empty: it can be.
std::string unmendable(const Package& package);

// Does every fix whose rule the profile has not switched off, on top of what is in the draft, but
// for those that would make the manifest larger than the limits.
Result<void> mend(std::shared_ptr<const Package> package, const Dictionary& dictionary,
                  const Profile& profile, Draft& draft, const Limits& limits = {});

}  // namespace haat
