#include <algorithm>

#include "core/qa/rules/link_reading.hpp"
#include "core/qa/rules/repeats.hpp"

namespace haat::rules {
namespace {

// "http://host/..." behind what loads it, in quotes; "": anything else.
std::string_view address_loaded(const Mention& mention) {
  auto rest = mention.after(300);
  const auto skip = [&](std::string_view characters) {
    rest.remove_prefix(std::min(rest.find_first_not_of(characters), rest.size()));
  };
  skip(" \t");
  switch (mention.word) {
    case Word::src_:
      if (mention.previous() != '.' || !rest.starts_with('=')) return {};
      break;
    case Word::open_:  // of XMLHttpRequest: the method, then the address
      if (!rest.starts_with('(')) return {};
      skip("( \t\"'");
      if (!rest.starts_with("GET") && !rest.starts_with("POST")) return {};
      rest.remove_prefix(4);
      skip("\"', \t");
      break;
    case Word::fetch_:
    case Word::getJSON_:
    case Word::getScript_:
      if (!rest.starts_with('(')) return {};
      break;
    default:
      return {};
  }
  skip("(= \t\"'`");
  return rest.starts_with("http://") ? rest : std::string_view();
}

void check_file(const Subject&, const ContentFile& file, const Rule::Reporter& report) {
  Repeats repeats;
  for (const auto& link : file.links())
    if (is_loaded(link) && !link.secure && !is_tracker(link))
      repeats.add(
          link.host, link.place,
          "the " + std::string(to_string(link.use)) + " is loaded by http: from " + link.host);
  for (const auto& mention : file.mentions()) {
    const auto host = host_of(address_loaded(mention));
    if (host.find('.') != std::string::npos && !haat::is_tracker(host))
      repeats.add(host, file.place(mention),
                  "as far as the script's text tells, something is loaded by http: from " + host);
  }
  repeats.report(file, report);
}

}  // namespace

extern const Rule mixed_content;
constinit const Rule mixed_content{
    .id = "mixed-content",
    .severity = Severity::warning,
    .layer = Layer::practice,
    .summary = "A page loads something by http:.",
    .why =
        "An LMS shows the course by https:, and browsers then refuse whatever comes unencrypted.",
    .fix = "Put the file into the package.",
    .spec = "practice",
    .bad = R"(
-- index.html -- changed
-<html lang="en"><meta name="viewport" content="width=device-width"><title>Course</title><p>Course</p>
+<html lang="en"><meta name="viewport" content="width=device-width"><title>Course</title><p>Course</p>
+<img src="http://media.example.org/map.png" alt="A map">
)",
    .good = "",
    .check_file = check_file,
};

}  // namespace haat::rules
