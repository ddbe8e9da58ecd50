#include "core/qa/rules/reading.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  report_defects(subject, "entry-compression-unusual", report);
}

}  // namespace

extern const Rule entry_compression_unusual;
constinit const Rule entry_compression_unusual{
    .id = "entry-compression-unusual",
    .severity = Severity::error,
    .layer = Layer::container,
    .summary = "A file is compressed by a method that few programs can undo.",
    .why = "Most LMSs refuse the whole package or leave the file out.",
    .fix = "Zip the course again with the ordinary method (deflate).",
    .spec = "IMS CP 1.1.4 best practice: package interchange files are ordinary zips",
    .bad = "",
    .good = "",
    .check = check,
};

}  // namespace haat::rules
