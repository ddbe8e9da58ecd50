#include <algorithm>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <string>

#include "sdk/provider/provider.hpp"

namespace {

// As many courses as its settings say, of so many bytes each: {"bytes":200,"courses":1000000}.
class Many final : public haat::provider::Provider {
 public:
  using Provider::Provider;

  void open() override {
    const auto settings = nlohmann::json::parse(host().settings());
    courses_ = settings.at("courses").get<std::size_t>();
    text_.assign(settings.at("bytes").get<std::size_t>(), 'x');
  }

  haat::provider::Page list(const std::string& cursor) override {
    const std::size_t first = cursor.empty() ? 0 : std::strtoul(cursor.c_str(), nullptr, 10);
    if (!cursor.empty() && (first == 0 || first >= courses_ || std::to_string(first) != cursor))
      throw haat::provider::not_found("there is no page " + cursor);
    const std::size_t end = std::min(first + 1000, courses_);
    haat::provider::Page page;
    for (std::size_t i = first; i < end; ++i) {
      const std::string number = std::to_string(i);
      page.courses.push_back({"course-" + number, "Course " + number, text_, "en"});
    }
    if (end < courses_) page.next = std::to_string(end);
    return page;
  }

 private:
  std::size_t courses_ = 0;
  std::string text_;
};

}  // namespace

HAAT_PROVIDER(Many, "org.example.many", "Many", "Example", "1.0.0")
