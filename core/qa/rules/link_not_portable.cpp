#include "core/qa/rules/reading.hpp"
#include "core/qa/rules/repeats.hpp"

namespace haat::rules {
namespace {

void check_file(const Subject&, const ContentFile& file, const Rule::Reporter& report) {
  Repeats repeats;
  for (const auto& link : file.links()) {
    std::string fault;
    if (link.target == LinkTarget::root && link.address != "/")
      fault = "begins with a slash, which is the root of whatever server shows the course";
    if (link.target == LinkTarget::outside) fault = "leads out of the package";
    if (link.target == LinkTarget::disk) fault = "is a place on one computer's disk";
    if (!fault.empty())
      repeats.add(link.address, link.place, "the address \"" + link.address + "\" " + fault);
  }
  repeats.report(file, report);
}

}  // namespace

extern const Rule link_not_portable;
constinit const Rule link_not_portable{
    .id = "link-not-portable",
    .severity = Severity::warning,
    .layer = Layer::practice,
    .summary = "An address in a page leads out of the package.",
    .why = "It is found on the computer of its author, and nowhere else.",
    .fix = "Put the file into the package, and write an address relative to the page.",
    .spec = "practice",
    .bad = R"(
-- index.html -- changed
-<html lang="en"><meta name="viewport" content="width=device-width"><title>Course</title><p>Course</p>
+<html lang="en"><meta name="viewport" content="width=device-width"><title>Course</title><p>Course</p>
+<img src="/images/map.png" alt="A map">
)",
    .good = "",
    .check_file = check_file,
};

}  // namespace haat::rules
