#include <gtest/gtest.h>

#include <set>

#include "core/package/package.hpp"
#include "core/package/zip_writer.hpp"
#include "core/qa/check.hpp"
#include "core/qa/report.hpp"
#include "core/qa/rule.hpp"
#include "tests/unit/hand_made_zip.hpp"
#include "tests/unit/scratch.hpp"

namespace haat::test {
namespace {

const std::string manifest =
    R"(<manifest identifier="m" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
<metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>
<organizations default="o"><organization identifier="o"><title>C</title><item identifier="i" identifierref="r"><title>I</title></item></organization></organizations>
<resources><resource identifier="r" type="webcontent" adlcp:scormtype="asset" href="a.html"><file href="a.html"/></resource></resources></manifest>)";
const std::string course =
    R"({"id":"org.example.c","version":"1.0.0","title":{"en":"C"},"licence":"CC-BY-4.0","competencies":[{"id":"CID1"}]})";

HandMadeZip sound() {
  HandMadeZip zip;
  zip.entries = {{.name = "a.html", .bytes = "<!doctype html>"},
                 {.name = "haat/course.json", .bytes = course},
                 {.name = "imsmanifest.xml", .bytes = manifest}};
  return zip;
}

struct Case {
  std::string rule;  // the one that must report, and no other error
  HandMadeZip zip;
};

HandMadeZip with(HandMadeZip::Entry entry) {
  auto zip = sound();
  zip.entries.push_back(std::move(entry));
  return zip;
}

std::vector<Case> cases() {
  std::vector<Case> all{
      {"entry-collision", with({.name = "A.HTML", .bytes = "x"})},
      {"entry-collision", with({.name = "a.html/b", .bytes = "x"})},
      {"entry-collision", with({.name = "A.html/b", .bytes = "x"})},
      {"entry-compression-unusual", with({.name = "b", .bytes = "x", .method = 200})},
      {"entry-duplicate", with({.name = "a.html", .bytes = "another"})},
      {"entry-encrypted", with({.name = "b", .bytes = "x", .flags = 1})},
      {"entry-is-device", with({.name = "b", .bytes = "", .unix_mode = 0020644})},
      {"entry-is-link", with({.name = "b", .bytes = "/etc/passwd", .unix_mode = 0120777})},
      {"entry-name-absolute", with({.name = "/b", .bytes = "x"})},
      {"entry-name-absolute", with({.name = "C:/b", .bytes = "x"})},
      {"entry-name-ambiguous", with({.name = "x//b", .bytes = "x"})},
      {"entry-name-ambiguous", with({.name = "./b", .bytes = "x"})},
      {"entry-name-backslash", with({.name = "x\\b", .bytes = "x"})},
      {"entry-name-control", with({.name = "b\nc", .bytes = "x"})},
      {"entry-name-control", with({.name = std::string("b\0c", 3), .bytes = "x"})},
      {"entry-name-empty", with({.name = "", .bytes = "x"})},
      {"entry-name-not-utf8", with({.name = "caf\xe9", .bytes = "x", .flags = 0})},
      {"entry-name-too-long", with({.name = std::string(1025, 'b'), .bytes = "x"})},
      {"entry-name-traversal", with({.name = "../b", .bytes = "x"})},
      {"entry-name-traversal", with({.name = "x/../../b", .bytes = "x"})},
      {"entry-name-unmarked", with({.name = "caf\xc3\xa9", .bytes = "x", .flags = 0})},
      {"zip-headers-contradict", with({.name = "b", .bytes = "x", .local_name = "c"})},
      {"zip-headers-contradict", with({.name = "b", .bytes = "x", .local_crc = 1})},
      {"zip-headers-contradict",
       with({.name = "b", .bytes = "x", .local_crc = 1, .described = true})},
      {"zip-data-unclaimed", with({.name = "b", .bytes = "x", .gap_before = "secret"})},
      {"zip-data-unclaimed", with({.name = "b", .bytes = "x", .hidden = true})},
      {"zip-entries-overlap", with({.name = "a.html", .bytes = "x", .offset = 0})},
  };
  auto zip = sound();
  std::string deep;
  for (int i = 0; i < 70; ++i) deep += "d/";
  all.push_back({"entry-name-too-deep", with({.name = deep + "b", .bytes = "x"})});
  zip = with({.name = "e\xcc\x81.txt", .bytes = "x"});  // é as two characters, and as one
  zip.entries.push_back({.name = "\xc3\xa9.txt", .bytes = "y"});
  all.push_back({"entry-collision", zip});
  zip = sound(), zip.before = "#!/bin/sh\n";
  all.push_back({"zip-data-unclaimed", zip});
  zip = sound(), zip.after = "more";
  all.push_back({"zip-data-unclaimed", zip});
  zip = sound(), zip.before_directory = "between";
  all.push_back({"zip-data-unclaimed", zip});
  zip = sound(), zip.count = 2;
  all.push_back({"zip-directory-contradiction", zip});
  zip = sound(), zip.comment = std::string("PK\5\6") + std::string(18, '\0');
  all.push_back({"zip-end-ambiguous", zip});
  zip = sound(), zip.entries[0].local_crc = 1, zip.entries[0].described = false;
  all.push_back({"zip-headers-contradict", zip});
  return all;
}

TEST(ZipAudit, finds_nothing_wrong_with_a_sound_zip) {
  const Scratch scratch;
  for (const bool described : {false, true}) {
    auto zip = sound();
    for (auto& entry : zip.entries) entry.described = described;
    const auto package = open_package(scratch.write("sound.zip", zip.bytes()));
    ASSERT_TRUE(package) << package.error().message;
    EXPECT_TRUE(package->defects().empty()) << package->defects().front().message;
    const auto report = check_package(*package, Dictionary::demonstration());
    ASSERT_TRUE(report);
    EXPECT_TRUE(report->findings.empty()) << report->findings.front().message;
  }
}

TEST(ZipAudit, names_each_defect_and_refuses_to_unpack_it) {
  const Scratch scratch;
  int number = 0;
  for (const auto& [rule, zip] : cases()) {
    SCOPED_TRACE(rule + " (case " + std::to_string(number) + ")");
    const auto file = scratch.write("case" + std::to_string(number++) + ".zip", zip.bytes());
    const auto package = open_package(file);
    ASSERT_TRUE(package) << package.error().message;
    std::set<std::string> ids;
    for (const auto& defect : package->defects()) ids.insert(defect.id);
    ASSERT_TRUE(ids.contains(rule));
    const bool alone =
        ids.size() == 1 || rule == "zip-entries-overlap";  // which is several defects by its nature
    EXPECT_TRUE(alone) << "also " << *ids.begin() << " " << *ids.rbegin();

    const auto report = check_package(*package, Dictionary::demonstration());
    ASSERT_TRUE(report) << report.error().message;
    bool reported = false;
    for (const auto& finding : report->findings) reported = reported || finding.rule == rule;
    EXPECT_TRUE(reported);

    const auto unpacked = unpack(*package, scratch / "out");
    ASSERT_FALSE(unpacked);
    EXPECT_EQ(unpacked.error().id, "package-unsafe");
    EXPECT_FALSE(std::filesystem::exists(scratch / "out"));
  }
  EXPECT_EQ(scratch.files(), static_cast<std::size_t>(number)) << "something else was written";
}

TEST(ZipAudit, shows_hostile_names_only_in_a_harmless_form) {
  const Scratch scratch;
  const auto zip = with({.name = "b\x1b[2J\xff.html", .bytes = "x", .flags = 0});
  const auto report = check_package(open_package(scratch.write("c.zip", zip.bytes())).value(),
                                    Dictionary::demonstration());
  ASSERT_TRUE(report);
  ASSERT_FALSE(report->findings.empty());
  for (const auto& finding : report->findings) {
    EXPECT_EQ((finding.path + finding.message).find('\x1b'), std::string::npos) << finding.rule;
    EXPECT_NO_THROW(to_json(finding)) << finding.rule;
  }
}

TEST(ZipAudit, refuses_what_is_no_whole_zip) {
  const Scratch scratch;
  const std::string whole = sound().bytes();
  const struct {
    std::string id, bytes;
  } files[] = {{"package-empty", ""},
               {"not-a-zip", "This is a letter, not a course."},
               {"not-a-zip", "PK"},
               {"zip-truncated", whole.substr(0, whole.size() / 2)},
               {"zip-truncated", whole.substr(whole.size() / 2)}};
  for (const auto& [id, bytes] : files) {
    const auto package = open_package(scratch.write("broken.zip", bytes));
    ASSERT_FALSE(package) << id;
    EXPECT_EQ(package.error().id, id) << package.error().message;
    EXPECT_NE(package.error().message.find("broken.zip"), std::string::npos);
  }
  EXPECT_EQ(open_package(scratch / "absent.zip").error().id, "package-not-found");
}

TEST(ZipAudit, says_the_limit_and_the_actual_value) {
  const Scratch scratch;
  const auto file = scratch.write("a.zip", sound().bytes());
  const struct {
    std::string id;
    Limits limits;
    std::string limit;
  } cases[] = {{"too-many-entries", {.entries = 2}, "has 3 entries; the limit is 2"},
               {"entry-too-large", {.entry_size = 5}, "15 bytes unpacked; the limit is 5"},
               {"package-too-large", {.total_size = 100}, "the limit is 100"}};
  for (const auto& each : cases) {
    const auto package = open_package(file, each.limits);
    ASSERT_FALSE(package) << each.id;
    EXPECT_EQ(package.error().kind, Errc::too_large);
    EXPECT_EQ(package.error().id, each.id);
    EXPECT_NE(package.error().message.find(each.limit), std::string::npos)
        << package.error().message;
  }
}

TEST(ZipAudit, refuses_a_bomb_before_it_unpacks_anything) {
  const Scratch scratch;
  auto writer = ZipWriter::create(scratch / "bomb.zip");
  ASSERT_TRUE(writer->add("zeros.txt", std::string(70 << 20, '\0')));
  ASSERT_TRUE(writer->commit());
  const auto package = open_package(scratch / "bomb.zip");
  ASSERT_FALSE(package);
  EXPECT_EQ(package.error().id, "package-bomb");
  EXPECT_NE(package.error().message.find("the limit is 200 times"), std::string::npos)
      << package.error().message;
}

TEST(ZipAudit, finds_a_wrong_checksum_and_a_lying_size) {
  const Scratch scratch;
  auto bytes = sound().bytes();
  bytes[bytes.find("<!doctype")] = '?';
  const auto damaged = open_package(scratch.write("crc.zip", bytes));
  ASSERT_TRUE(damaged);
  const auto report = check_package(*damaged, Dictionary::demonstration());
  ASSERT_TRUE(report);
  ASSERT_EQ(report->findings.size(), 1u);
  EXPECT_EQ(report->findings[0].rule, "zip-damaged");
  EXPECT_FALSE(unpack(*damaged, scratch / "out"));
  EXPECT_FALSE(std::filesystem::exists(scratch / "out"));
}

}  // namespace
}  // namespace haat::test
