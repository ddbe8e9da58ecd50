#pragma once

#include <optional>
#include <set>
#include <string>

namespace haat {

// Which members of a provider's settings nobody is shown: by the schema that the provider declares,
// all that it does not describe, and those that are "writeOnly" or have something in them that is.
// Without a schema that says so, all of them.
class SecretMembers {
 public:
  explicit SecretMembers(const std::optional<std::string>& schema);

  bool contains(const std::string& member) const { return !shown_.contains(member); }
  const std::set<std::string>& marked() const { return marked_; }  // by the schema

 private:
  std::set<std::string> shown_;
  std::set<std::string> marked_;
};

}  // namespace haat
