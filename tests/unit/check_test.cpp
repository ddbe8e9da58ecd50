#include "core/qa/check.hpp"

#include <gtest/gtest.h>

#include <map>

#include "core/qa/report.hpp"
#include "tests/unit/hand_made_zip.hpp"
#include "tests/unit/scratch.hpp"

namespace haat::test {
namespace {

namespace fs = std::filesystem;

std::string report_of(const Package& package, unsigned threads) {
  const auto report =
      check_package(package, Dictionary::demonstration(), Profile::practical(), threads);
  return report ? to_json(*report) : report.error().id;
}

void expect_same_on_any_threads(const Package& package) {
  const auto alone = report_of(package, 1);
  for (const unsigned threads : {2u, 4u, 7u})
    EXPECT_EQ(report_of(package, threads), alone) << package.name() << ", " << threads;
}

TEST(Check, finds_the_same_on_any_number_of_threads) {
  // Pages small and large, one of which alone has more findings than a report keeps of a rule.
  const Scratch scratch;
  for (int page = 0; page < 60; ++page) {
    std::string text = "<!doctype html><title>A page</title>";
    for (int image = 0; image < (page == 30 ? 6'000 : page * 5); ++image)
      text += "<img src=\"" + std::to_string(image) + ".png\">\n";
    scratch.write("content/" + std::to_string(page % 7) + "/" + std::to_string(page) + ".html",
                  text);
  }
  const auto package = open_package(scratch / "content").value();
  expect_same_on_any_threads(package);
  EXPECT_NE(report_of(package, 2).find("the limit of what a report lists"), std::string::npos);
}

TEST(Check, lists_of_each_rule_no_more_than_its_share) {
  const Scratch scratch;
  for (int page = 0; page < 50; ++page) {
    std::string text = "<!doctype html><title>A page</title>";
    for (int i = 0; i < 200; ++i)
      text += "<img src=\"" + std::to_string(i) + ".png\"><video src=\"" + std::to_string(i) +
              ".mp4\"></video><script src=\"http://example.org/" + std::to_string(i) +
              ".js\"></script>\n";
    scratch.write("content/" + std::to_string(page) + ".html", text);
  }
  const auto package = open_package(scratch / "content").value();
  expect_same_on_any_threads(package);
  const auto report =
      check_package(package, Dictionary::demonstration(), Profile::practical(), 2).value();
  std::map<std::string, std::size_t> listed;
  for (const auto& finding : report.findings) ++listed[finding.rule];
  const auto most = Limits{}.findings;
  EXPECT_GT(report.findings.size(), most - listed.size());
  EXPECT_LE(report.findings.size(), most + listed.size());  // and how many there are
  EXPECT_EQ(listed["manifest-missing"], 1u);
}

TEST(Check, finds_the_same_in_packages_by_others_that_are_damaged_or_not) {
  const auto corpus = fs::path(HAAT_SHARED) / "corpus";
  ASSERT_TRUE(fs::exists(corpus)) << corpus << " is missing";
  for (const auto& file : fs::recursive_directory_iterator(corpus)) {
    if (!file.is_regular_file() || file.file_size() > 1 << 20) continue;
    if (const auto package = open_package(file.path())) expect_same_on_any_threads(*package);
  }
}

// In little-endian UTF-16, with its mark.
std::string utf16(std::string_view ascii) {
  std::string bytes = "\xff\xfe";
  for (const char c : ascii) bytes += {c, '\0'};
  return bytes;
}

TEST(Check, reads_a_text_in_utf_16_as_one_and_counts_its_lines) {
  const Scratch scratch;
  scratch.write("content/keys.js", utf16("// ours\nconst key = '-----BEGIN PRIVATE "
                                         "KEY-----';"));
  scratch.write("content/index.html", utf16("<!doctype html><title>x</title>"));
  const auto package = open_package(scratch / "content").value();
  const auto report = check_package(package, Dictionary::demonstration(), Profile::practical());
  ASSERT_TRUE(report);
  Place place;
  for (const auto& finding : report->findings) {
    EXPECT_NE(finding.rule, "page-encoding-unknown");
    if (finding.rule == "secret-inside") place = {finding.line, finding.column};
  }
  EXPECT_EQ(place.line, 2);
  EXPECT_EQ(place.column, 14);
}

TEST(Check, tells_nobody_where_the_package_lies) {
  const Scratch scratch;
  HandMadeZip zip;
  zip.entries.push_back({.name = "page.txt", .bytes = std::string(2000, 'x')});
  auto bytes = zip.bytes();
  bytes[bytes.find("page.txt") + 20] = 'y';
  const auto package = open_package(scratch.write("course.zip", bytes)).value();
  const auto report = check_package(package, Dictionary::demonstration(), Profile::practical());
  ASSERT_TRUE(report);
  std::string damage;
  for (const auto& finding : report->findings)
    if (finding.rule == "zip-damaged") damage = finding.message;
  EXPECT_TRUE(damage.starts_with("page.txt is damaged: its checksum is ")) << damage;
}

}  // namespace
}  // namespace haat::test
