#pragma once

#include <string>
#include <vector>

namespace haat {

// Takes a provider's secrets out of what it says: the texts of those settings that its schema marks
// as secrets. It need not say them; but who is shown its sentences is not who may know them.
class Redaction {
 public:
  Redaction() = default;  // of one that has none
  Redaction(const std::string& settings, const std::string& schema);

  std::string operator()(std::string text) const;

 private:
  std::vector<std::string> secrets_;
};

}  // namespace haat
