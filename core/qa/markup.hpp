#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace haat {

// Text as it stands in HTML and XML, between tags or in an attribute. It must be fit for a terminal
// already (printable()), since XML has no way to write most control characters.
std::string escaped(std::string_view text);

// Writes elements, HTML or XML: whatever is not markup of ours goes through escaped().
class Markup {
 public:
  using Attributes = std::vector<std::pair<std::string_view, std::string>>;

  void open(std::string_view name, const Attributes& attributes = {});
  void close();                       // the innermost that is open
  void text(std::string_view text);   // of a stranger, say
  void raw(std::string_view markup);  // ours
  void element(std::string_view name, std::string_view text, const Attributes& attributes = {});
  void line_break() { out_ += '\n'; }

  std::string take() { return std::move(out_); }

 private:
  std::string out_;
  std::vector<std::string> open_;
};

}  // namespace haat
