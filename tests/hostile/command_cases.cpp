#include "core/signing/inventory.hpp"
#include "tests/hostile/cases.hpp"
#include "tests/hostile/sound_course.hpp"

namespace haat::test {
namespace {

const std::vector<std::string> mending{"check --fix --dry-run"};
const std::vector<std::string> telling{"show",
                                       "show --json",
                                       "check --format sarif",
                                       "check --format junit",
                                       "check --format html",
                                       "check --target igot",
                                       "check --target moodle",
                                       "check --target openedx",
                                       "check --target scormcloud"};

constexpr const char* wrong = "b\\c.png";  // in a page; the file is b/c.png

// A page beside which the picture is that it means, and so many bytes that all of it is read.
HandMadeZip with_wrong_page(const std::string& page) {
  auto zip = course(manifest_head + manifest_middle + manifest_tail, "<!doctype html>" + page);
  zip.entries.push_back({.name = "b/c.png", .bytes = "x"});
  std::string noise;
  std::uint32_t state = 1;
  while (noise.size() < 1 << 19)
    noise += static_cast<char>((state = state * 1'664'525 + 1'013'904'223) >> 24);
  zip.entries.push_back({.name = "noise", .bytes = noise});
  return zip;
}

HandMadeZip with_files(std::size_t count, const std::string& name, const std::string& manifest) {
  auto zip = course(manifest);
  for (std::size_t i = 0; i < count; ++i)
    zip.entries.push_back({.name = numbered(1, name) + std::to_string(i), .bytes = ""});
  return zip;
}

// A list of so many files, each wrong in the same way.
std::string listing(std::size_t count, const std::string& file) {
  return R"(<resource identifier="q" type="webcontent" adlcp:scormtype="asset">)" +
         numbered(count, file) + "</resource>";
}

}  // namespace

std::vector<HostileCase> command_cases() {
  std::vector<HostileCase> cases;
  const auto add = [&](const std::string& name, const std::vector<std::string>& also,
                       std::function<HandMadeZip()> make) {
    cases.push_back({name, "", [make = std::move(make)] { return make().bytes(); }, also});
  };
  const auto sound_manifest = manifest_head + manifest_middle + manifest_tail;

  // What is mended, and how it differs.
  add("50,000 names with backslashes", mending,
      [=] { return with_files(50'000, "d\\f", sound_manifest); });
  add("30,000 files of the system", mending, [] {
    auto zip = sound();
    for (int i = 0; i < 30'000; ++i)
      zip.entries.push_back({.name = std::to_string(i) + "/Thumbs.db", .bytes = ""});
    return zip;
  });
  add("50,000 long names that nothing lists", mending,
      [=] { return with_files(50'000, std::string(80, 'x') + "&&&&", sound_manifest); });
  add("20,000 files in other letters", mending, [] {
    return with_files(
        20'000, "f",
        manifest_head + manifest_middle + listing(20'000, "<file href=\"F#\"/>\n") + manifest_tail);
  });
  add("20,000 backslashes below a long root", mending, [] {
    auto manifest = manifest_head;
    manifest.insert(manifest.find(' '),
                    R"( xml:base="b\c\" x=")" + std::string(900'000, 'y') + '"');
    return with_files(
        20'000, "b/c/d/f",
        manifest + manifest_middle + listing(20'000, "<file href=\"d\\f#\"/>\n") + manifest_tail);
  });
  add("a wrong address in one long line", mending,
      [] { return with_wrong_page(std::string(3'900'000, 'x') + "<img src=\"" + wrong + "\">"); });
  add("wrong addresses around millions of lines", mending, [] {
    const auto image = std::string("<img src=\"") + wrong + "\">";
    return with_wrong_page(image + times(1'900'000, "x\n") + image);
  });
  add("wrong addresses between equal lines", mending, [] {
    return with_wrong_page(
        times(900, times(3'000, "\n") + "<img src=\"" + std::string(wrong) + "\">\n"));
  });
  add("250,000 wrong addresses in one tag", mending, [] {
    return with_wrong_page("<img srcset=\"" + numbered(250'000, std::string(wrong) + " #w,") +
                           "\">");
  });
  add("a style sheet in a page with a long tag", mending, [] {
    return with_wrong_page("<style x=\"" + times(450'000, "b/") + "\">" +
                           times(100'000, "a{background:url(b/C.png)}") + "</style>");
  });

  // What is shown, reported and foreseen.
  const auto rule = R"(<s:preConditionRule><s:ruleConditions><s:ruleCondition condition="always"/>)"
                    R"(</s:ruleConditions><s:ruleAction action="skip"/></s:preConditionRule>)";
  add("10,000 activities to be told that share 20 rules", telling, [=] {
    return course_2004(times(10'000, R"(<item><s:sequencing IDRef="s"/></item>)"), "",
                       R"(<s:sequencing ID="s"><s:sequencingRules>)" + times(20, rule) +
                           "</s:sequencingRules></s:sequencing>");
  });
  add("150 activities of 200 rules", telling, [=] {
    return course_2004(
        numbered(150, R"(<item identifier="k#" identifierref="r"><title>T</title><s:sequencing>)"
                      "<s:sequencingRules>" +
                          times(200, rule) + "</s:sequencingRules></s:sequencing></item>"));
  });
  add("10,000 items that launch one long address", telling, [] {
    return course_2004(
        numbered(10'000, R"(<item identifier="k#" identifierref="q"><title>U</title></item>)"),
        R"(<resource identifier="q" type="webcontent" a:scormType="sco" href=")" +
            std::string(900'000, 'h') + "\"/>");
  });
  add("10,000 items that launch one long address elsewhere", telling, [] {
    return course_2004(
        numbered(10'000, R"(<item identifier="k#" identifierref="q"><title>U</title></item>)"),
        R"(<resource identifier="q" type="webcontent" a:scormType="sco" href="http://)" +
            std::string(900'000, 'h') + "\"/>");
  });
  add("5,000 items far inside one another", telling, [] {
    return course_2004(numbered(240, R"(<item identifier="k#"><title>U</title>)") +
                       numbered(5'000, R"(<item identifier="z#"><title>U</title></item>)") +
                       times(240, "</item>"));
  });

  // What is verified: each of the listed files is another than the one that is there, or none.
  const auto sealed_otherwise = [](const std::string& listed) {
    auto zip = sound();
    const auto name = [](int i) {
      return "f" + std::to_string(100'000 + i) + std::string(150, 'x');
    };
    Inventory inventory;
    for (int i = 0; i < 60'000; ++i) {
      zip.entries.push_back({.name = name(i), .bytes = ""});
      inventory.files.push_back({name(i) + listed, 1, {}});
    }
    zip.entries.push_back(deflated("haat/inventory.json", to_json(inventory)));
    return zip;
  };
  add("60,000 long names that are others than listed", {}, [=] { return sealed_otherwise(""); });
  add("60,000 long names of which none is listed", {}, [=] { return sealed_otherwise("y"); });
  return cases;
}

}  // namespace haat::test
