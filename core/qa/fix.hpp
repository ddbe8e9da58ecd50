#pragma once

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

// What a fix leaves behind, gathered for whoever has to agree to it.
class Draft {
 public:
  void write(std::string_view path, std::string bytes);  // a new file, or instead of one
  void remove(std::string_view path);
  void rename(std::string_view from, std::string_view to);  // the same name: only marked as UTF-8

  struct Change {
    enum class Kind { written, removed, renamed };
    Kind kind;
    std::string path;
    std::string to;    // of a renamed one
    std::string rule;  // whose findings it mends
  };
  const std::vector<Change>& changes() const { return changes_; }
  const Overlay& overlay() const { return overlay_; }
  void on_behalf_of(std::string_view rule) { rule_ = rule; }

 private:
  Overlay overlay_;
  std::vector<Change> changes_;
  std::string rule_;
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

// Does every fix whose rule the profile has not switched off, on top of what is in the draft.
Result<void> mend(std::shared_ptr<const Package> package, const Dictionary& dictionary,
                  const Profile& profile, Draft& draft, const Limits& limits = {});

}  // namespace haat
