#include <cstdint>
#include <cstdlib>
#include <sstream>

#include "core/json/json.hpp"
#include "core/qa/check.hpp"
#include "core/qa/fix.hpp"
#include "core/qa/report.hpp"
#include "core/qa/target.hpp"
#include "tests/fuzz/memory_package.hpp"

namespace {

using namespace haat;

void expect(bool holds) {
  if (!holds) std::abort();
}

// Every form of a report takes whatever was found.
void write_reports(const Report& report, const Prediction& prediction) {
  (void)to_text(report, Colour::on);
  (void)to_text(prediction, Colour::off);
  expect(parse_json(to_json(report, prediction), "report").has_value());
  std::ostringstream sarif;
  write_sarif(report, prediction, sarif);
  expect(parse_json(sarif.str(), "report").has_value());
  (void)to_junit(report, prediction);
  expect(to_html(report, prediction, Language::english()).find("<script") == std::string::npos);
}

// What a fix has mended, it does not mend again.
void mend_twice(const std::shared_ptr<const Package>& package) {
  const auto& profile = Profile::practical();
  Draft first, second;
  expect(mend(package, Dictionary::demonstration(), profile, first).has_value());
  const auto mended = std::make_shared<const Package>(lay_over(package, first.overlay()));
  if (!unmendable(*mended).empty()) return;
  expect(mend(mended, Dictionary::demonstration(), profile, second).has_value());
  expect(second.changes().empty());
}

}  // namespace

// Whatever stands in its files, a package is checked to the end, by every rule, and then either
// mended or foreseen on one platform: which, the length of the text decides.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Profile profile = Profile::practical().with_advice();
  const auto package = fuzz::package_of({reinterpret_cast<const char*>(data), size});
  const auto report = check_package(*package, Dictionary::demonstration(), profile);
  expect(report.has_value());
  const auto targets = all_targets();
  if (size % 8 == 0) {
    if (unmendable(*package).empty()) mend_twice(package);
  } else {
    const auto prediction = predict(*package, *targets[size % targets.size()], size);
    expect(prediction.has_value());
    write_reports(*report, *prediction);
  }
  return 0;
}
