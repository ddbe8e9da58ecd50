#pragma once

#include <concepts>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace haat {

// JSON piece by piece, indented by two blanks as nlohmann's dump(2) has it: for what would take a
// tree of many times its bytes. Whoever writes sees to it that a name stands before each member.
class JsonWriter {
 public:
  explicit JsonWriter(std::function<void(std::string_view)> on_bytes)
      : on_bytes_(std::move(on_bytes)) {}

  // What the functions write stands between the brackets.
  template <std::invocable Members>
  void object(Members members) {
    begin('{');
    members();
    end('}');
  }
  template <std::invocable Values>
  void array(Values values) {
    begin('[');
    values();
    end(']');
  }
  template <class List, class Each>
  void array(const List& list, Each each) {
    array([&] {
      for (const auto& value : list) each(value);
    });
  }

  JsonWriter& name(std::string_view name);  // of the member whose value is next

  void value(std::string_view text);  // what is no UTF-8 is replaced
  void value(const char* text) { value(std::string_view(text)); }
  void value(std::integral auto number) { literal(std::to_string(number)); }
  void value(bool truth) { literal(truth ? "true" : "false"); }
  void value(std::nullptr_t) { literal("null"); }
  // JSON of one line or, from dump(2), of several.
  void json(std::string_view json);

  template <class Value>
  void member(std::string_view of, const Value& its) {
    name(of).value(its);
  }

 private:
  void begin(char bracket);
  void end(char bracket);
  void literal(std::string_view text);
  void next();  // a comma, if it is not the first, and the indentation

  const std::function<void(std::string_view)> on_bytes_;
  std::size_t depth_ = 0;
  bool first_ = true;   // in the innermost brackets
  bool named_ = false;  // the name of a member was the last that was written
};

}  // namespace haat
