#include "core/manifest/prerequisites.hpp"

#include <cctype>

namespace haat {
namespace {

constexpr int deepest = 64;  // parentheses inside one another

class Parser {
 public:
  explicit Parser(std::string_view text) : rest_(text) {}

  Prerequisites read() {
    expression(0);
    if (read_.fault.empty() && !rest_.empty()) refuse("an operator");
    return std::move(read_);
  }

 private:
  void refuse(const std::string& wanted) {
    if (!read_.fault.empty()) return;
    const auto here = rest_.substr(0, 20);
    read_.fault = wanted + " is wanted " +
                  (here.empty() ? "at the end" : "where \"" + std::string(here) + "\" stands");
  }
  void skip_blanks() {
    while (!rest_.empty() && std::isspace(static_cast<unsigned char>(rest_.front())) != 0)
      rest_.remove_prefix(1);
  }
  bool take(std::string_view token) {
    skip_blanks();
    if (!rest_.starts_with(token)) return false;
    rest_.remove_prefix(token.size());
    skip_blanks();
    return true;
  }

  void expression(int depth) {
    if (depth > deepest) return refuse("less than " + std::to_string(deepest) + " parentheses");
    term(depth);
    while (read_.fault.empty() && (take("&") || take("|"))) term(depth);
  }

  void term(int depth) {
    while (take("~")) {
    }
    if (take("(")) {
      expression(depth + 1);
      if (!take(")")) refuse("\")\"");
      return;
    }
    const auto name = word();
    if (name.empty()) return refuse("the id of an element");
    if (name.find_first_not_of("0123456789") == std::string::npos && take("*")) return set();
    read_.names.push_back(name);
    if ((take("<>") || take("=")) && word().empty()) refuse("a status");
  }

  // So many of these.
  void set() {
    if (!take("{")) return refuse("\"{\"");
    do {
      const auto name = word();
      if (name.empty()) return refuse("the id of an element");
      read_.names.push_back(name);
    } while (take(","));
    if (!take("}")) refuse("\"}\"");
  }

  std::string word() {
    skip_blanks();
    if (rest_.starts_with('"')) {
      const auto end = rest_.find('"', 1);
      if (end == std::string_view::npos) return {};
      const std::string quoted(rest_.substr(1, end - 1));
      rest_.remove_prefix(end + 1);
      skip_blanks();
      return quoted;
    }
    std::size_t length = 0;
    while (length < rest_.size() &&
           std::string_view("&|~()=<>*{}, \t\r\n\"").find(rest_[length]) == std::string_view::npos)
      ++length;
    const std::string found(rest_.substr(0, length));
    rest_.remove_prefix(length);
    skip_blanks();
    return found;
  }

  std::string_view rest_;
  Prerequisites read_;
};

}  // namespace

Prerequisites parse_prerequisites(std::string_view text) {
  return Parser(text).read();
}

}  // namespace haat
