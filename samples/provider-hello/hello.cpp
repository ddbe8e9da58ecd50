#include <haat/provider.hpp>

namespace {

// The least that is a provider: one course, which stays where it is.
class Hello final : public haat::provider::Provider {
 public:
  using Provider::Provider;

  haat::provider::Page list(const std::string& cursor) override {
    if (!cursor.empty()) throw haat::provider::not_found("there is no page " + cursor);
    haat::provider::Course course;
    course.external_id = "hello-1";
    course.title = "Hello, course";
    course.description = "How a catalogue comes into the market.";
    course.language = "en";
    course.duration = "PT5M";
    course.version = "1.0.0";
    course.licence = "CC-BY-4.0";
    return {{course}};
  }

  std::string launch(const std::string& external_id) override {
    if (external_id != "hello-1") throw haat::provider::not_found("there is no " + external_id);
    return "https://lms.example.org/hello";
  }
};

}  // namespace

HAAT_PROVIDER(Hello, "org.example.hello", "Hello", "Example", "1.0.0")
