#include "core/qa/rules/reading.hpp"

namespace haat::rules {
namespace {

// The zip format (APPNOTE 4.3.7): the flag of the first file's header.
bool is_locked(std::string_view bytes) {
  return bytes.size() > 30 && bytes.starts_with("PK\3\4") && (bytes[6] & 1) != 0;
}

void check_file(const Subject&, const ContentFile& file, const Rule::Reporter& report) {
  if (is_locked(file.bytes())) report(file.path(), 0, "what is in it is encrypted");
}

}  // namespace

extern const Rule archive_locked;
constinit const Rule archive_locked{
    .id = "archive-locked",
    .severity = Severity::warning,
    .layer = Layer::practice,
    .summary = "An archive within the package asks for a password.",
    .why = "Learners cannot open it, and nobody can check what is in it.",
    .fix = "Put the files into the course without a password.",
    .spec = "practice",
    .bad = "",
    .good = "",
    .check_file = check_file,
};

}  // namespace haat::rules
