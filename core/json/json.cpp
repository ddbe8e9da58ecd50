#include "core/json/json.hpp"

#include <set>
#include <vector>

namespace haat {
namespace {

// Builds the value while it refuses what nlohmann::json accepts: a member twice (two readers would
// take different ones) and any depth.
class StrictSax : public nlohmann::json_sax<Json> {
 public:
  StrictSax(Json& value, const Limits& limits) : builder_(value, true), limits_(limits) {}

  bool null() override { return builder_.null(); }
  bool boolean(bool v) override { return builder_.boolean(v); }
  bool number_integer(number_integer_t v) override { return builder_.number_integer(v); }
  bool number_unsigned(number_unsigned_t v) override { return builder_.number_unsigned(v); }
  bool number_float(number_float_t v, const string_t& text) override {
    return builder_.number_float(v, text);
  }
  bool string(string_t& v) override { return builder_.string(v); }
  bool binary(binary_t& v) override { return builder_.binary(v); }
  bool start_object(std::size_t size) override {
    members_.emplace_back();
    return deeper() && builder_.start_object(size);
  }
  bool key(string_t& name) override {
    if (members_.back().insert(name).second) return builder_.key(name);
    return refuse("json-member-twice", "the member \"" + name + "\" is there twice; keep one");
  }
  bool end_object() override {
    members_.pop_back();
    --depth_;
    return builder_.end_object();
  }
  bool start_array(std::size_t size) override { return deeper() && builder_.start_array(size); }
  bool end_array() override {
    --depth_;
    return builder_.end_array();
  }
  bool parse_error(std::size_t position, const std::string&,
                   const nlohmann::detail::exception&) override {
    return refuse("json-invalid", "it stops being JSON at byte " + std::to_string(position));
  }

  std::string id, problem;

 private:
  bool deeper() {
    if (++depth_ <= limits_.json_depth) return true;
    return refuse("json-too-deep",
                  "it is nested deeper than the limit of " + std::to_string(limits_.json_depth));
  }
  bool refuse(const char* what, std::string why) {
    id = what;
    problem = std::move(why);
    return false;
  }

  nlohmann::detail::json_sax_dom_parser<Json> builder_;
  const Limits& limits_;
  std::vector<std::set<std::string>> members_;
  std::uint64_t depth_ = 0;
};

}  // namespace

Result<Json> parse_json(std::string_view text, const std::string& name, const Limits& limits) {
  if (text.size() > limits.json_size)
    return fail(Errc::too_large, "json-too-large",
                name + " has " + std::to_string(text.size()) + " bytes; the limit is " +
                    std::to_string(limits.json_size));
  Json value;
  StrictSax sax(value, limits);
  if (!Json::sax_parse(text, &sax))
    return fail(Errc::invalid_argument, sax.id, name + " cannot be read: " + sax.problem);
  return value;
}

}  // namespace haat
