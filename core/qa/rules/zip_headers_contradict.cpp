#include "core/qa/rules/reading.hpp"

namespace haat::rules {

extern const Rule zip_headers_contradict;
constinit const Rule zip_headers_contradict{
    .id = "zip-headers-contradict",
    .severity = Severity::error,
    .layer = Layer::container,
    .summary = "A file has two headers that contradict each other.",
    .why = "Two programs that open the package see two different files under one name.",
    .fix = "Zip the course again from a folder.",
    .spec = "PKWARE APPNOTE 6.3.10, 4.3.7, 4.3.12",
    .bad = "",
    .good = "",
    .check = told_by_audit<zip_headers_contradict>,
};

}  // namespace haat::rules
