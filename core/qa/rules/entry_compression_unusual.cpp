#include "core/qa/rules/reading.hpp"

namespace haat::rules {

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
    .check = told_by_audit<entry_compression_unusual>,
};

}  // namespace haat::rules
