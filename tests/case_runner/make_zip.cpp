// make_zip OUT [--from ZIP] [--instead NAME=TEXT] [NAME=TEXT]...: a zip that says whatever a case
// wants it to, however wrong.
#include <fstream>
#include <iostream>

#include "core/package/package.hpp"
#include "tests/unit/hand_made_zip.hpp"

namespace {

using haat::test::HandMadeZip;

bool take_over(HandMadeZip& zip, const char* path) {
  const auto package = haat::open_package(path);
  if (!package) return false;
  for (const haat::Entry& entry : package->entries()) {
    const auto bytes = package->read(entry.path, entry.size);
    if (!bytes) return false;
    zip.entries.emplace_back();
    zip.entries.back().name = entry.path;
    zip.entries.back().bytes = *bytes;
  }
  return true;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return 2;
  HandMadeZip zip;
  bool instead = false;  // the next file takes the place of those of its name
  for (int i = 2; i < argc; ++i) {
    const std::string word = argv[i];
    if (word == "--from" && i + 1 < argc) {
      if (!take_over(zip, argv[++i])) return 3;
      continue;
    }
    if (word == "--instead") {
      instead = true;
      continue;
    }
    const auto equals = word.find('=');
    if (equals == std::string::npos) return 2;
    if (instead)
      std::erase_if(zip.entries,
                    [&](const auto& entry) { return entry.name == word.substr(0, equals); });
    instead = false;
    zip.entries.emplace_back();
    zip.entries.back().name = word.substr(0, equals);
    zip.entries.back().bytes = word.substr(equals + 1);
  }
  std::ofstream(argv[1], std::ios::binary) << zip.bytes();
}
