#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <mutex>
#include <set>

#include "core/package/digest.hpp"
#include "core/package/source.hpp"
#include "core/package/zip_writer.hpp"
#include "core/signing/pack.hpp"
#include "tests/unit/hand_made_zip.hpp"
#include "tests/unit/scratch.hpp"

namespace haat::test {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> corpus() {
  std::vector<fs::path> files;
  for (const auto& each : fs::recursive_directory_iterator(HAAT_SHARED "/corpus"))
    if (each.is_regular_file() && each.path().extension() != ".xml" &&
        each.path().extension() != ".tsv")
      files.push_back(each.path());
  std::sort(files.begin(), files.end());
  return files;
}

using Contents = std::map<std::string, std::string>;  // path -> digest, or the id of the error

Contents by_read(const Package& package) {
  Contents contents;
  for (const auto& entry : package.entries()) {
    const auto bytes = package.read(entry.path, 1u << 30);
    contents[entry.path] = bytes ? to_hex(sha256(*bytes)) : bytes.error().id;
  }
  return contents;
}

Contents by_scan(const Package& package) {
  std::map<std::string, std::string> bytes;
  const auto done = package.scan([&](const Entry& entry, std::string_view piece, bool) {
    bytes[entry.path] += piece;
    return Result<void>{};
  });
  if (!done) return {{"", done.error().id}};
  for (auto& [path, content] : bytes) content = to_hex(sha256(content));
  return bytes;
}

Contents by_parallel_scan(const Package& package, unsigned threads) {
  std::mutex mutex;
  Contents contents;
  const auto done = package.scan_parallel(
      [&](const Entry& entry) -> Package::OnPiece {
        return [&, bytes = std::make_shared<std::string>()](std::string_view piece, bool last) {
          *bytes += piece;
          const std::lock_guard lock(mutex);
          if (last) contents[entry.path] = to_hex(sha256(*bytes));
          return Result<void>{};
        };
      },
      threads);
  return done ? contents : Contents{{"", done.error().id}};
}

// Zips that libarchive reads otherwise, each with a defect of its own: it takes the target of a
// link for the link's content, and a backslash for a slash.
bool is_known_difference(const fs::path& zip) {
  static const std::set<std::string> known{
      "test_read_format_zip_7z_deflate.zip",
      "test_read_format_zip_symlink_unsupported_compression.zip", "zip-slip-win.zip"};
  return known.contains(zip.filename().string());
}

TEST(PackageReading, goes_straight_to_the_bytes_that_libarchive_reads) {
  std::size_t compared = 0;
  for (const auto& file : corpus()) {
    SCOPED_TRACE(file.string());
    const auto package = open_package(file);
    auto source = open_zip(file, {}, true);
    ASSERT_EQ(package.has_value(), source.has_value());
    if (!package) continue;
    const Package walked(*std::move(source));
    const auto direct = by_read(*package);
    if (is_known_difference(file)) {
      EXPECT_FALSE(package->defects().empty());
      EXPECT_NE(direct, by_read(walked)) << "no difference any more: take it off the list";
      continue;
    }
    EXPECT_EQ(direct, by_read(walked));
    EXPECT_EQ(by_scan(*package), by_scan(walked));
    EXPECT_EQ(by_parallel_scan(*package, 3), by_parallel_scan(walked, 3));
    compared += direct.size();
  }
  EXPECT_GT(compared, 1500u);
}

// In every size in which an entry is read or written another way.
void write_content(const Scratch& scratch) {
  std::string text, noise;
  std::uint32_t state = 1;
  while (noise.size() <= (4u << 20)) {
    state = state * 1664525 + 1013904223;
    noise += static_cast<char>(state >> 24);
    text += "aeiou bcd\n"[(state >> 24) % 10];
  }
  for (const std::size_t size : {0u, 1u, 300'000u, (1u << 20) + 1, (4u << 20) + 1}) {
    const auto number = std::to_string(size);
    scratch.write("content/text/" + number + ".html", text.substr(0, size));
    scratch.write("content/noise/" + number + ".jpg", noise.substr(0, size));
  }
  scratch.write("content/noise.bin", noise.substr(0, 70'000));
  for (int k = 0; k < 300; ++k)
    scratch.write("content/many/" + std::to_string(k) + ".js", text.substr(0, 40 * k));
}

TEST(PackageReading, finds_what_was_packed_by_any_number_of_threads) {
  const Scratch scratch;
  write_content(scratch);
  const auto content = open_package(scratch / "content").value();
  const std::map<std::string, std::string> extra{{"haat/course.json", "{}"},
                                                 {"many/7.js", std::string(5 << 20, 'x')}};
  std::string first;
  for (const unsigned threads : {1u, 2u, 5u}) {
    const auto zip = scratch / (std::to_string(threads) + ".zip");
    ASSERT_TRUE(pack(content, extra, zip, {}, threads));
    const auto bytes = Scratch::read(zip);
    if (first.empty()) first = bytes;
    EXPECT_TRUE(bytes == first) << threads;
  }

  auto expected = by_read(content);
  for (const auto& [path, bytes] : extra) expected[path] = to_hex(sha256(bytes));
  const auto packed = open_package(scratch / "2.zip").value();
  EXPECT_TRUE(packed.defects().empty());
  auto read = by_read(packed);
  EXPECT_EQ(by_scan(packed), read);
  EXPECT_EQ(by_parallel_scan(packed, 4), read);
  EXPECT_EQ(by_read(Package(open_zip(scratch / "2.zip", {}, true).value())), read);
  read.erase("haat/inventory.json");
  EXPECT_EQ(read, expected);

  // A zip of any order gives the same package as the folder it was made of.
  ASSERT_TRUE(pack(packed, {}, scratch / "again.zip"));
  EXPECT_TRUE(Scratch::read(scratch / "again.zip") == first);
}

// A stored entry with one byte changed, a deflated one cut short, and sizes that lie.
TEST(PackageReading, refuses_what_is_not_as_announced) {
  const Scratch scratch;
  write_content(scratch);
  ASSERT_TRUE(pack(open_package(scratch / "content").value(), {}, scratch / "sound.zip"));
  const auto sound = Scratch::read(scratch / "sound.zip");
  const auto entry_at = [&](const std::string& path) { return sound.find(path) + path.size(); };
  for (const std::string path :
       {"noise/300000.jpg", "noise/4194305.jpg", "text/300000.html", "text/4194305.html"}) {
    auto bytes = sound;
    bytes[entry_at(path) + 50'000] ^= 0x40;
    const auto package = open_package(scratch.write("changed.zip", bytes)).value();
    EXPECT_TRUE(package.defects().empty());
    const auto read = package.read(path, 1u << 30);
    ASSERT_FALSE(read) << path;
    EXPECT_TRUE(read.error().id == "zip-damaged" || read.error().id == "entry-size-wrong");
    EXPECT_FALSE(package.scan_parallel([](const Entry&) -> Package::OnPiece {
      return [](std::string_view, bool) { return Result<void>{}; };
    }));
  }
}

TEST(PackageReading, tells_the_first_damage_in_order_and_skips_what_nobody_wants) {
  const Scratch scratch;
  HandMadeZip zip;
  for (int k = 0; k < 90; ++k)
    zip.entries.push_back({.name = std::to_string(10 + k), .bytes = std::string(2000, 'x')});
  auto bytes = zip.bytes();
  for (const char* name : {"30", "31", "77"}) bytes[bytes.find(name) + 20] = 'y';
  const auto package = open_package(scratch.write("damaged.zip", bytes)).value();
  for (int round = 0; round < 20; ++round) {
    const auto all = package.scan_parallel(
        [](const Entry&) -> Package::OnPiece {
          return [](std::string_view, bool) { return Result<void>{}; };
        },
        4);
    ASSERT_FALSE(all);
    EXPECT_NE(all.error().message.find(": 30 is damaged"), std::string::npos)
        << all.error().message;
  }
  EXPECT_TRUE(package.scan_parallel([](const Entry&) -> Package::OnPiece { return {}; }));
}

}  // namespace
}  // namespace haat::test
