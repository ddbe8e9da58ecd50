#include "core/qa/fix.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "core/qa/check.hpp"
#include "core/qa/difference.hpp"
#include "tests/unit/scratch.hpp"

namespace haat::test {
namespace {

namespace fs = std::filesystem;

std::string times(int count, const std::string& text) {
  std::string all;
  for (int i = 0; i < count; ++i) all += text;
  return all;
}

std::set<std::string> errors_of(const Package& package) {
  std::set<std::string> rules;
  const auto report = check_package(package, Dictionary::demonstration());
  if (report)
    for (const auto& finding : report->findings)
      if (finding.severity == Severity::error) rules.insert(finding.rule);
  return rules;
}

Draft mended(const std::shared_ptr<const Package>& package) {
  Draft draft;
  const auto done = mend(package, Dictionary::demonstration(), Profile::practical(), draft);
  EXPECT_TRUE(done) << package->name() << ": " << done.error().message;
  return draft;
}

TEST(Fix, is_named_as_a_rule) {
  std::set<std::string_view> seen;
  for (const auto* fix : all_fixes()) {
    EXPECT_NE(find_rule(fix->rule), nullptr) << fix->rule;
    EXPECT_TRUE(seen.insert(fix->rule).second) << fix->rule;
  }
}

TEST(Fix, breaks_nothing_in_packages_by_others_and_is_done_at_once) {
  const auto corpus = fs::path(HAAT_SHARED) / "corpus";
  ASSERT_TRUE(fs::exists(corpus)) << corpus << " is missing";
  int changed = 0;
  for (const auto& file : fs::recursive_directory_iterator(corpus)) {
    if (file.path().extension() != ".zip" || file.file_size() > 4 << 20) continue;
    auto opened = open_package(file.path());
    if (!opened || !unmendable(*opened).empty()) continue;
    const auto package = std::make_shared<const Package>(*std::move(opened));
    const auto draft = mended(package);
    if (draft.changes().empty()) continue;
    ++changed;
    const auto after = std::make_shared<const Package>(lay_over(package, draft.overlay()));
    const auto before = errors_of(*package);
    for (const auto& rule : errors_of(*after))
      EXPECT_TRUE(before.contains(rule)) << file.path() << ": " << rule;
    const auto again = mended(after);
    for (const auto& change : again.changes())
      ADD_FAILURE() << file.path() << ": " << change.rule << " has " << change.path
                    << " to do again";
  }
  EXPECT_GT(changed, 10);
}

TEST(Fix, takes_time_that_grows_with_the_manifest_only) {
  // One line, a resource for each of ten thousand files, whose addresses are all wrong.
  std::string resources;
  const Scratch scratch;
  for (int i = 0; i < 10'000; ++i) {
    const auto name = std::to_string(i);
    resources +=
        "<resource identifier=\"r" + name + "\" type=\"webcontent\" href=\"A" + name + ".TXT\"/>";
    scratch.write("a" + name + ".txt", "x");
  }
  scratch.write(
      "imsmanifest.xml",
      R"(<manifest identifier="m" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2">)"
      "<metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>"
      "<organizations/><resources>" +
          resources + "</resources></manifest>");
  const auto package = std::make_shared<const Package>(open_package(scratch.path()).value());
  const auto draft = mended(package);
  const auto after = lay_over(package, draft.overlay());
  const auto manifest = after.read("imsmanifest.xml", 10u << 20).value();
  EXPECT_EQ(manifest.find("TXT"), std::string::npos);
  EXPECT_NE(manifest.find("<file href=\"a9999.txt\"/>"), std::string::npos);
}

TEST(Overlay, shows_the_files_as_they_would_be) {
  const Scratch scratch;
  for (const char* name : {"a.txt", "b.txt", "c.txt"}) scratch.write(name, name);
  const auto below = std::make_shared<const Package>(open_package(scratch.path()).value());
  Overlay overlay;
  overlay.rename("a.txt", "folder/a.txt");
  overlay.rename("folder/a.txt", "z.txt");
  overlay.write("b.txt", "new");
  overlay.rename("b.txt", "y.txt");
  overlay.remove("c.txt");
  overlay.write("c.txt", "");
  const auto package = lay_over(below, overlay);
  std::string all;
  ASSERT_TRUE(package.scan([&](const Entry& entry, std::string_view piece, bool) -> Result<void> {
    all += entry.path + "=" + std::string(piece) + ";";
    return {};
  }));
  EXPECT_EQ(all, "c.txt=;y.txt=new;z.txt=a.txt;");
  EXPECT_EQ(package.find("a.txt"), nullptr);
  EXPECT_EQ(package.read("z.txt", 100).value(), "a.txt");
  EXPECT_TRUE(below->find("a.txt"));
}

TEST(Difference, is_as_diff_writes_it) {
  EXPECT_EQ(unified_difference("a", "1\n2\n", "1\n2\n"), "");
  EXPECT_EQ(unified_difference("a", "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n",
                               "1\n2\n3\n4\nfive\n6\n7\n8\n9\n10\n11\n12\n13\n"),
            "--- a\n+++ a\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n@@ -10,3 +10,4 @@\n "
            "10\n 11\n 12\n+13\n");
  EXPECT_EQ(unified_difference("a", "", "x"), "--- a\n+++ a\n@@ -1,0 +1,1 @@\n+x\n");
}

TEST(Difference, is_found_in_bounded_time_however_much_differs) {
  std::string before, after;
  for (int i = 0; i < 100'000; ++i) {
    before += std::to_string(i) + "\n";
    after += std::to_string(i * 3 + 1) + "\n";
  }
  const auto text = unified_difference("\x1b[31m", before, after);
  EXPECT_EQ(text.find('\x1b'), std::string::npos);
  EXPECT_GT(text.size(), before.size());
}

TEST(Difference, shows_lines_that_were_changed_in_a_long_text_and_says_how_many_it_does_not) {
  std::string before, after;
  for (int i = 0; i < 100'000; ++i) {
    const auto number = std::to_string(i);
    before += number + "\n";
    after += number + (i % 10'000 == 5 ? "!\n" : "\n");
  }
  const auto few = unified_difference("a", before, after);
  EXPECT_TRUE(few.starts_with("--- a\n+++ a\n@@ -3,7 +3,7 @@\n 2\n 3\n 4\n-5\n+5!\n 6\n"));
  EXPECT_NE(few.find("@@ -90003,7 +90003,7 @@\n 90002\n"), std::string::npos);
  EXPECT_EQ(std::count(few.begin(), few.end(), '\n'), 2 + 10 * 9);

  const auto many = unified_difference("a", times(20'000, std::string(100, 'x') + "\n"),
                                       times(20'000, std::string(100, 'y') + "\n"));
  EXPECT_LT(many.size(), 2u << 20);
  EXPECT_TRUE(many.ends_with("more lines differ; the limit of what is shown is 1048576 bytes\n"));
}

// Of a draft there is room for so much, and what is left is said.
TEST(Fix, mends_no_more_files_than_a_run_has_room_for) {
  Draft draft;
  draft.on_behalf_of("entry-name-backslash");
  for (int i = 0; i < 100'000; ++i) {
    const auto number = std::to_string(i);
    draft.rename("a\\" + number, "a/" + number);
  }
  EXPECT_LT(draft.changes().size(), 20'000u);
  ASSERT_EQ(draft.left().size(), 1u);
  EXPECT_NE(draft.left().front().find(std::to_string(100'000 - draft.changes().size())),
            std::string::npos);
  draft.write("page.html", std::string(5 << 20, 'x'));
  EXPECT_NE(draft.left().front().find("page.html would have 5242880 bytes; the limit"),
            std::string::npos);
}

// The files that nothing lists would make the manifest larger than anybody may read.
TEST(Fix, leaves_out_what_would_make_the_manifest_too_large) {
  const Scratch scratch;
  for (int i = 0; i < 200; ++i) scratch.write(std::to_string(i) + ".txt", "x");
  scratch.write("Thumbs.db", "x");
  scratch.write(
      "imsmanifest.xml",
      R"(<manifest identifier="m" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2">)"
      "<metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>"
      R"(<organizations/><resources><resource identifier="r" type="webcontent" href="0.txt">)"
      R"(<file href="0.txt"/></resource></resources></manifest>)");
  const auto package = std::make_shared<const Package>(open_package(scratch.path()).value());
  Limits limits;
  limits.manifest_tags = 100;
  Draft draft;
  ASSERT_TRUE(mend(package, Dictionary::demonstration(), Profile::practical(), draft, limits));
  ASSERT_EQ(draft.changes().size(), 1u);
  EXPECT_EQ(draft.changes().front().path, "Thumbs.db");
  ASSERT_EQ(draft.left().size(), 1u);
  EXPECT_EQ(draft.left().front(),
            "file-not-listed is not mended: the manifest is too large: it has more tags than the "
            "limit of 100");
}

}  // namespace
}  // namespace haat::test
