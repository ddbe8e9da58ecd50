#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "core/content/content_file.hpp"
#include "core/qa/rule.hpp"
#include "tests/fuzz/memory_package.hpp"
#include "tests/same_page.hpp"

namespace {

using namespace haat;

constexpr std::array names{"index.html",  "a/script.js",  "a/b/style.css",
                           "picture.svg", "captions.vtt", "data.json"};

void expect(bool holds) {
  if (!holds) std::abort();
}

bool within(std::string_view part, std::string_view whole) {
  return part.empty() ||
         (part.data() >= whole.data() && part.data() + part.size() <= whole.data() + whole.size());
}

// What it is read into points nowhere but into its text.
void read(const ContentFile& file) {
  for (const auto& script : file.scripts()) {
    expect(within(script.text, file.text()));
    expect(script.offset + script.text.size() <= file.text().size());
  }
  for (const auto& link : file.links()) (void)file.places().line(link.place.line);
  for (const auto& mention : file.mentions()) {
    expect(mention.at <= mention.text.size());
    (void)file.places().line(file.place(mention).line);
  }
}

}  // namespace

// One page, script, style sheet or other file, as every rule of single files sees it. The first
// byte chooses which.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 1) return 0;
  static const auto package = fuzz::package_of({{"index.html", "<!doctype html>"}});
  static const auto manifest = read_manifest(*package).value();
  static const std::optional<Course> course;
  static const std::optional<Error> none;
  static const FileNames file_names(*package, nullptr);
  static const std::vector<Spoken> spoken;
  static const Subject subject{
      *package, manifest, course, none, none, Dictionary::demonstration(), file_names, spoken};

  const std::string_view bytes(reinterpret_cast<const char*>(data + 1), size - 1);
  const Entry entry{names[data[0] % names.size()], bytes.size()};
  const Limits limits;
  const ContentFile file(entry, bytes, limits);
  read(file);
  if (entry.path == "index.html")
    expect(test::page_as_text(file.text(), 0) ==
           test::page_as_text(file.text(), std::string::npos));
  for (const auto* rule : all_rules())
    if (rule->check_file != nullptr)
      rule->check_file(subject, file,
                       [&](const std::string&, Place place, const std::string& message) {
                         expect(!message.empty());
                         if (place.line > 0) (void)file.places().line(place.line);
                       });
  RunTimeUse run_time(*package);
  if (entry.path == "index.html") run_time.add(file);
  return 0;
}
