#include "tests/hostile/cases.hpp"

#include "tests/hostile/quine.hpp"
#include "tests/hostile/sound_course.hpp"
#include "tests/unit/hand_made_zip.hpp"

namespace haat::test {
namespace {

using Entry = HandMadeZip::Entry;

std::string little(std::uint64_t value, int width) {
  std::string bytes;
  for (int i = 0; i < width; ++i) bytes += static_cast<char>(value >> (8 * i) & 0xff);
  return bytes;
}
std::string field(std::uint16_t id, const std::string& body) {
  return little(id, 2) + little(body.size(), 2) + body;
}

class Cases {
 public:
  void add(const std::string& name, const std::string& id, std::function<HandMadeZip()> make) {
    all.push_back({name, id, [make = std::move(make)] { return make().bytes(); }});
  }
  // One more entry.
  void entry(const std::string& name, const std::string& id, Entry extra) {
    add(name, id, [extra = std::move(extra)] {
      auto zip = sound();
      zip.entries.push_back(extra);
      return zip;
    });
  }
  void change(const std::string& name, const std::string& id,
              std::function<void(HandMadeZip&)> change) {
    add(name, id, [change = std::move(change)] {
      auto zip = sound();
      change(zip);
      return zip;
    });
  }
  // More XML: in front, among the items, among the resources.
  void xml(const std::string& name, const std::string& id, std::function<std::string()> resources,
           const std::string& before = "", std::function<std::string()> items = {}) {
    add(name, id, [=] {
      return course(before + manifest_head + (items ? items() : "") + manifest_middle +
                    (resources ? resources() : "") + manifest_tail);
    });
  }
  void page(const std::string& name, std::function<std::string()> html) {
    add(name, "", [html = std::move(html)] {
      return course(manifest_head + manifest_middle + manifest_tail, "<!doctype html>" + html());
    });
  }
  void json(const std::string& name, std::function<std::string()> text) {
    add(name, "course-json-invalid", [text = std::move(text)] {
      return course(manifest_head + manifest_middle + manifest_tail, "<!doctype html>", text());
    });
  }

  std::vector<HostileCase> all;
};

void bombs(Cases& cases) {
  cases.add("bomb", "package-bomb", [] {
    auto zip = sound();
    zip.entries.push_back(deflated("zeros.txt", std::string(70 << 20, '\0')));
    return zip;
  });
  cases.add("bomb of many", "package-bomb", [] {
    auto zip = sound();
    const auto one = deflated("", std::string(1 << 20, '\0'));
    for (int i = 0; i < 80; ++i) {
      zip.entries.push_back(one);
      zip.entries.back().name = "zeros" + std::to_string(i);
    }
    return zip;
  });
  cases.add("bomb that lies", "zip-damaged", [] {
    auto zip = sound();
    auto bomb = deflated("zeros.txt", std::string(70 << 20, '\0'));
    bomb.unpacked = 100;
    zip.entries.push_back(bomb);
    return zip;
  });
  cases.add("bomb in a zip", "", [] {  // it stays packed: nothing unpacks what is inside
    HandMadeZip inner;
    inner.entries.push_back(deflated("zeros.txt", std::string(70 << 20, '\0')));
    auto zip = sound();
    zip.entries.push_back({.name = "inner.zip", .bytes = inner.bytes()});
    return zip;
  });
  cases.all.push_back({"quine", "manifest-missing", [] { return quine(); }});
  cases.entry("quine in a course", "", {.name = "quine.zip", .bytes = quine()});
  cases.add("overlapping bomb", "zip-entries-overlap", [] {
    auto zip = sound();
    const auto at = 0;
    for (int i = 0; i < 2000; ++i) {
      Entry again = zip.entries[0];
      again.name = "again" + std::to_string(i), again.local_name = "a.html";
      again.offset = at;
      again.gap_before.clear();
      zip.entries.push_back(again);
    }
    return zip;
  });
  // Each reads the next one's local header as its own data.
  cases.add("header in another's data", "zip-entries-overlap", [] {
    auto zip = sound();
    HandMadeZip inner;
    inner.entries.push_back({.name = "inner.txt", .bytes = "inside"});
    const auto within = inner.bytes();
    zip.entries.push_back({.name = "outer.bin", .bytes = within});
    const auto before = zip.bytes().find("PK\3\4", zip.bytes().find("outer.bin"));
    Entry listed{.name = "inner.txt", .bytes = "inside"};
    listed.offset = before;
    zip.entries.push_back(listed);
    return zip;
  });
  cases.change("many entries", "", [](HandMadeZip& zip) {
    for (int i = 0; i < 60'000; ++i)
      zip.entries.push_back({.name = "f/" + std::to_string(i), .bytes = ""});
  });
  cases.change("450 names of 60,000 bytes", "zip-directory-too-large", [](HandMadeZip& zip) {
    for (int i = 0; i < 450; ++i)
      zip.entries.push_back({.name = std::string(60'000, 'x') + std::to_string(i), .bytes = ""});
  });
  cases.change("12 MB of names", "", [](HandMadeZip& zip) {
    for (int i = 0; i < 95'000; ++i)
      zip.entries.push_back({.name = std::string(120, 'x') + std::to_string(i), .bytes = ""});
  });
  cases.change("12 MB of names that differ in case", "entry-collision", [](HandMadeZip& zip) {
    for (int i = 0; i < 7'000; ++i)
      for (const char letter : {'x', 'X'})
        zip.entries.push_back({.name = std::string(880, letter) + std::to_string(i), .bytes = ""});
  });
  cases.change("21 MB of names", "names-too-large", [](HandMadeZip& zip) {
    for (int i = 0; i < 24'000; ++i)
      zip.entries.push_back({.name = std::string(880, 'x') + std::to_string(i), .bytes = ""});
  });
  // To be compared, each of the characters becomes eighteen.
  cases.change("5 MB of names that grow", "names-too-large", [](HandMadeZip& zip) {
    for (int i = 0; i < 6'000; ++i)
      zip.entries.push_back({.name = times(290, "\xef\xb7\xba") + std::to_string(i), .bytes = ""});
  });
  cases.change("defects in 13,000 long names", "entry-name-control", [](HandMadeZip& zip) {
    for (int i = 0; i < 13'000; ++i)
      zip.entries.push_back(
          {.name = "aux./\x01con:" + std::string(880, 'x') + std::to_string(i) + ". ",
           .bytes = ""});
  });
  cases.change("defects in 40,000 names", "entry-name-traversal", [](HandMadeZip& zip) {
    for (int i = 0; i < 40'000; ++i)
      zip.entries.push_back(
          {.name = "../\\" + std::to_string(i) + times(20, "\xe2\x80\x8b"), .bytes = ""});
  });
  cases.change("count wraps at 65,536", "zip-directory-contradiction", [](HandMadeZip& zip) {
    for (int i = 0; i < 65'540; ++i)
      zip.entries.push_back({.name = "f/" + std::to_string(i), .bytes = ""});
  });
  cases.change("more entries than the limit", "too-many-entries", [](HandMadeZip& zip) {
    for (int i = 0; i < 100'001; ++i)
      zip.entries.push_back({.name = "f/" + std::to_string(i), .bytes = ""});
  });
}

void structures(Cases& cases) {
  cases.entry("another name in the local header", "zip-headers-contradict",
              {.name = "b", .bytes = "x", .local_name = "c"});
  cases.entry("another checksum in the local header", "zip-headers-contradict",
              {.name = "b", .bytes = "x", .local_crc = 1});
  cases.entry("lying descriptor", "zip-headers-contradict",
              {.name = "b", .bytes = "x", .local_crc = 1, .described = true});
  cases.entry("wrong checksum", "zip-damaged", [] {
    Entry entry{.name = "b", .bytes = "x"};
    entry.crc = 1;
    return entry;
  }());
  cases.entry("larger than said", "zip-damaged", [] {
    auto entry = deflated("b", std::string(1000, 'x'));
    entry.unpacked = 10;
    return entry;
  }());
  cases.entry("smaller than said", "zip-damaged", [] {
    auto entry = deflated("b", std::string(1000, 'x'));
    entry.unpacked = 100'000;
    return entry;
  }());
  cases.entry("4 GB said", "zip-truncated", {.name = "b", .bytes = "x", .size = 0xfffffffe});
  cases.entry("no local header", "zip-headers-contradict",
              {.name = "b", .bytes = "x", .offset = 7});
  cases.entry("local header beyond the end", "zip-headers-contradict",
              {.name = "b", .bytes = "x", .offset = 0xfffffff0});
  cases.entry("hidden entry", "zip-data-unclaimed", {.name = "b", .bytes = "x", .hidden = true});
  cases.entry("bytes between", "zip-data-unclaimed",
              {.name = "b", .bytes = "x", .gap_before = "secret"});
  cases.entry("on another disk", "zip-directory-contradiction", [] {
    Entry entry{.name = "b", .bytes = "x"};
    entry.disk = 3;
    return entry;
  }());
  cases.change("one part of several", "zip-split", [](HandMadeZip& zip) { zip.disk = 2; });
  cases.change("bytes in front", "zip-data-unclaimed",
               [](HandMadeZip& zip) { zip.before = "#!/bin/sh\n"; });
  cases.change("bytes behind", "zip-data-unclaimed", [](HandMadeZip& zip) { zip.after = "more"; });
  cases.change("end record in the comment", "zip-end-ambiguous",
               [](HandMadeZip& zip) { zip.comment = "PK\5\6" + std::string(18, '\0'); });
  cases.change("whole zip in the comment", "zip-end-ambiguous",
               [](HandMadeZip& zip) { zip.comment = sound().bytes(); });
  cases.change("longest comment", "",
               [](HandMadeZip& zip) { zip.comment = std::string(0xffff, 'x'); });
  cases.change("too few announced", "zip-directory-contradiction",
               [](HandMadeZip& zip) { zip.count = 1; });
  cases.change("zip64 end beyond the directory", "zip-truncated", [](HandMadeZip& zip) {
    const auto directory = sound().bytes().find("PK\1\2");
    const auto end = sound().bytes().find("PK\5\6");
    zip.before_end = "PK\6\6" + little(44, 8) + little(45, 2) + little(45, 2) + little(0, 8) +
                     little(3, 8) + little(3, 8) + little(end - directory, 8) +
                     little(directory + 1, 8) + "PK\6\7" + little(0, 4) + little(end, 8) +
                     little(1, 4);
  });
  cases.change("zip64 locator to nowhere", "zip-truncated", [](HandMadeZip& zip) {
    zip.before_end = "PK\6\7" + little(0, 4) + little(0xffffffffffff, 8) + little(1, 4);
  });
  cases.entry("zip64 size of 16 EB", "zip-truncated", [] {
    Entry entry{.name = "b", .bytes = "x"};
    entry.size = 0xffffffff;
    entry.extra = entry.local_extra = field(1, std::string(16, '\xff'));
    return entry;
  }());
  cases.entry("zip64 in one header only", "zip-headers-contradict", [] {
    Entry entry{.name = "b", .bytes = "x"};
    entry.size = 0xffffffff;
    entry.extra = field(1, little(1, 8) + little(1, 8));
    return entry;
  }());
  cases.entry("huge extra field", "", [] {
    Entry entry{.name = "b", .bytes = "x"};
    entry.extra = entry.local_extra = field(0x9999, std::string(65'000, 'x'));
    return entry;
  }());
  cases.entry("extra field beyond its end", "zip-headers-contradict", [] {
    Entry entry{.name = "b", .bytes = "x"};
    entry.extra = entry.local_extra = little(0x7075, 2) + little(0xffff, 2) + "x";
    return entry;
  }());
  cases.entry("Unicode path of another file", "zip-headers-contradict", [] {
    Entry entry{.name = "b", .bytes = "x"};
    entry.extra = entry.local_extra =
        field(0x7075, "\1" + little(checksum("b"), 4) + "../evil.html");
    return entry;
  }());
  cases.entry("unknown method", "entry-compression-unusual",
              {.name = "b", .bytes = "x", .method = 200});
  cases.entry("encrypted", "entry-encrypted", {.name = "b", .bytes = "x", .flags = 1});
  cases.entry("strongly encrypted", "entry-encrypted", {.name = "b", .bytes = "x", .flags = 0x41});
  cases.entry("encrypted directory", "entry-encrypted",
              {.name = "b", .bytes = "x", .flags = 0x2000});
  cases.entry("method 99", "entry-encrypted", {.name = "b", .bytes = "x", .method = 99});
  cases.entry("symbolic link", "entry-is-link",
              {.name = "b", .bytes = "/etc/passwd", .unix_mode = 0120777});
  cases.entry("device", "entry-is-device", {.name = "b", .bytes = "", .unix_mode = 0020644});
}

void names(Cases& cases) {
  const struct {
    const char *name, *id, *entry;
  } plain[] = {
      {"leaves the root", "entry-name-traversal", "../../evil.txt"},
      {"leaves the root later", "entry-name-traversal", "x/../../evil.txt"},
      {"leaves the root in Windows", "entry-name-traversal", "..\\..\\evil.txt"},
      {"absolute", "entry-name-absolute", "/tmp/evil.txt"},
      {"drive", "entry-name-absolute", "C:/evil.txt"},
      {"drive-relative", "entry-name-absolute", "C:evil.txt"},
      {"UNC", "entry-name-absolute", "\\\\server\\share\\evil.txt"},
      {"UNC with slashes", "entry-name-absolute", "//server/share/evil.txt"},
      {"case collision", "entry-collision", "A.html"},
      {"Unicode collision", "entry-collision", "\xef\xbd\x81.html"},  // a full-width a
      {"file as a folder", "entry-collision", "a.html/b"},
      {"duplicate", "entry-duplicate", "a.html"},
      {"control characters", "entry-name-control", "b\x1b[2J.html"},
      {"new line", "entry-name-control", "b\nc"},
      {"no name", "entry-name-empty", ""},
      {"dot", "entry-name-ambiguous", "./b"},
      {"empty folder name", "entry-name-ambiguous", "x//b"},
      {"console", "name-refused-by-windows", "CON"},
      {"null device", "name-refused-by-windows", "x/NUL.html"},
      {"serial port", "name-refused-by-windows", "com1.txt"},
      {"printer in a folder", "name-refused-by-windows", "aux.d/LPT9"},
      {"ends in a dot", "name-refused-by-windows", "b."},
      {"ends in a blank", "name-refused-by-windows", "b "},
      {"stream", "name-refused-by-windows", "a.html:hidden"},
  };
  for (const auto& [name, id, text] : plain) cases.entry(name, id, {.name = text, .bytes = "x"});
  cases.entry("backslash", "entry-name-backslash", {.name = "b\\c.html", .bytes = "x"});
  cases.entry("not marked as UTF-8", "entry-name-unmarked",
              {.name = "caf\xc3\xa9", .bytes = "x", .flags = 0});
  cases.entry("NUL", "entry-name-control", {.name = std::string("b\0.html", 7), .bytes = "x"});
  cases.entry("C1 control", "entry-name-control", {.name = "b\xc2\x9b.html", .bytes = "x"});
  cases.entry("text that turns", "entry-name-control",
              {.name = "b\xe2\x80\xaelmth.exe", .bytes = "x"});
  cases.entry("not UTF-8", "entry-name-not-utf8", {.name = "caf\xe9", .bytes = "x", .flags = 0});
  cases.entry("marked UTF-8 and is not", "entry-name-not-utf8", {.name = "caf\xe9", .bytes = "x"});
  cases.entry("too long", "entry-name-too-long", {.name = std::string(65'000, 'b'), .bytes = "x"});
  cases.entry("too deep", "entry-name-too-deep", {.name = times(70, "d/") + "b", .bytes = "x"});
  cases.entry("deepest", "entry-name-too-long", {.name = times(32'000, "d/") + "b", .bytes = "x"});
}

void xml(Cases& cases) {
  cases.xml(
      "entity laughs", "manifest-entities", [] { return std::string("<x>&c;</x>"); },
      R"(<!DOCTYPE m [<!ENTITY a "ha ha ha ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">)"
      R"(<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>)");
  cases.xml(
      "quadratic entity", "manifest-entities", [] { return "<x>" + times(10'000, "&a;") + "</x>"; },
      "<!DOCTYPE m [<!ENTITY a \"" + std::string(100'000, 'x') + "\">]>");
  cases.xml(
      "outside entity", "manifest-entities", [] { return std::string("<x>&a;</x>"); },
      R"(<!DOCTYPE m [<!ENTITY a SYSTEM "file:///etc/passwd">]>)");
  cases.xml("parameter entity", "manifest-entities", {},
            R"(<!DOCTYPE m [<!ENTITY % a SYSTEM "file:///etc/passwd"> %a;]>)");
  cases.xml("outside DTD", "", {}, R"(<!DOCTYPE m SYSTEM "http://127.0.0.1:1/x.dtd">)");
  cases.xml(
      "attribute defaults", "manifest-too-large", [] { return times(10'000, "<x/>"); },
      "<!DOCTYPE m [" + numbered(10'000, "<!ATTLIST x a# CDATA \"x\">") + "]>");
  cases.xml("inclusion", "", [] {
    return std::string(
        R"(<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="/etc/passwd" parse="text"/>)");
  });
  cases.xml("100,000 attributes", "manifest-too-large",
            [] { return "<x " + numbered(100'000, "a#=\"1\" ") + "/>"; });
  cases.xml("100,000 attributes behind a quoted >", "manifest-too-large",
            [] { return "<x y='>' " + numbered(100'000, "a#=\"1\" ") + "/>"; });
  cases.xml("100,000 namespaces", "manifest-too-large",
            [] { return "<x " + numbered(100'000, "xmlns:a#=\"u#\" ") + "/>"; });
  cases.xml("namespaces at every level", "", [] {
    return times(200, "<x " + numbered(200, "xmlns:a#=\"u#\" ") + ">") + times(90'000, "<a0:y/>") +
           times(200, "</x>");
  });
  cases.xml("deep", "manifest-too-deep",
            [] { return times(10'000, "<x>") + times(10'000, "</x>"); });
  cases.xml("deep, and again", "manifest-too-large",
            [] { return times(2'000, times(250, "<x>") + times(250, "</x>")); });
  cases.xml("millions of elements", "manifest-too-large", [] { return times(4'000'000, "<x/>"); });
  cases.xml("millions of comments", "manifest-too-large",
            [] { return times(2'000'000, "<!---->"); });
  // As much of each kind as the limits let pass, and a little more.
  const auto many_attributes = [](std::size_t tags) {
    return [tags] { return times(tags, "<x " + numbered(250, "a#=\"\" ") + "/>"); };
  };
  cases.xml("as many attributes as may be", "element-unexpected", many_attributes(1'600));
  cases.xml("a million attributes", "manifest-too-large", many_attributes(4'000));
  cases.xml("as many elements as may be", "element-unexpected",
            [] { return times(240'000, "<x/>"); });
  cases.xml("as many items as may be", "attribute-missing", {}, "",
            [] { return times(49'000, "<item/>"); });
  cases.xml("more items than the limit", "manifest-too-large", {}, "",
            [] { return times(90'000, "<item/>"); });
  cases.add(
      "many names that are no UTF-8, and as many that are not there", "listed-file-missing", [] {
        std::string files;
        for (int i = 0; i < 20'000; ++i)
          files += "<file href=\"caf\xc3\xa9-" + std::to_string(i) + ".txt\"/>";
        auto zip =
            course(manifest_head + manifest_middle +
                   "<resource identifier=\"r2\" type=\"webcontent\" adlcp:scormtype=\"asset\">" +
                   files + "</resource>" + manifest_tail);
        for (int i = 0; i < 20'000; ++i)
          zip.entries.push_back(
              {.name = "caf\xe9+" + std::to_string(i) + ".txt", .bytes = "x", .flags = 0});
        return zip;
      });
  cases.add("many packages within", "package-inside-package", [] {
    auto zip = sound();
    for (int i = 0; i < 20'000; ++i) {
      zip.entries.push_back({.name = "p" + std::to_string(i) + "/imsmanifest.xml", .bytes = ""});
      zip.entries.push_back({.name = "q" + std::to_string(i) + "/a.html", .bytes = ""});
    }
    return zip;
  });
  cases.xml("as many files as may be", "listed-file-missing", [] {
    return "<resource>" + numbered(110'000, "<file href=\"#.html\"/>") + "</resource>";
  });
  cases.xml("as much text as may be", "element-unexpected",
            [] { return times(15, "<x>" + std::string(1'000'000, 'x') + "</x>"); });
  cases.xml("100,000 items of one identifier", "manifest-too-large", {}, "", [] {
    return times(100'000, "<item identifier=\"i\" identifierref=\"q\"><title/></item>");
  });
  // Each activity takes its sequencing from a collection and asks for an objective of it.
  cases.add("5,000 activities that refer to each other", "referenced-objective-dangling", [] {
    return course(
        R"(<manifest identifier="m" xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" xmlns:s="http://www.imsglobal.org/xsd/imsss">)"
        R"(<metadata><schema>ADL SCORM</schema><schemaversion>2004 4th Edition</schemaversion></metadata>)"
        R"(<organizations default="o"><organization identifier="o"><title>C</title>)" +
        numbered(
            5'000,
            R"(<item identifier="i#"><title>I</title><s:sequencing IDRef="s#"><s:sequencingRules>)"
            R"(<s:preConditionRule><s:ruleConditions><s:ruleCondition referencedObjective="p#")"
            R"( condition="satisfied"/></s:ruleConditions><s:ruleAction action="skip"/>)"
            R"(</s:preConditionRule></s:sequencingRules></s:sequencing></item>)") +
        "</organization></organizations><resources/><s:sequencingCollection>" +
        numbered(5'000, R"(<s:sequencing ID="s#"><s:objectives><s:primaryObjective)"
                        R"( objectiveID="o#"/></s:objectives></s:sequencing>)") +
        "</s:sequencingCollection></manifest>");
  });
  cases.xml("huge text", "manifest-too-large",
            [] { return "<x>" + std::string(9'000'000, 'x') + "</x>"; });
  cases.xml("huge attribute", "manifest-too-large",
            [] { return "<x y=\"" + std::string(9'000'000, 'x') + "\"/>"; });
  cases.xml("larger than the limit", "manifest-too-large",
            [] { return std::string(40'000'000, ' '); });
}

// A little that costs much: what many refer to, and what more is made of than its bytes and
// elements. Each as often as the limits let pass, or nearly, and more often.
void multiplied(Cases& cases) {
  const std::string refused = "manifest-too-large";
  const auto sharing = [&](std::size_t rules, const std::string& id) {
    cases.add("10,000 activities share " + std::to_string(rules) + " rules", id, [rules] {
      return course_2004(
          times(10'000, R"(<item><s:sequencing IDRef="s"/></item>)"), "",
          R"(<s:sequencing ID="s"><s:sequencingRules>)" +
              times(rules,
                    R"(<s:preConditionRule><s:ruleConditions><s:ruleCondition condition="always"/>)"
                    R"(</s:ruleConditions><s:ruleAction action="skip"/></s:preConditionRule>)") +
              "</s:sequencingRules></s:sequencing>");
    });
  };
  sharing(20, "attribute-missing");
  sharing(1'000, refused);

  const auto items = [&](const std::string& name, std::size_t count, const std::string& item) {
    const auto made = [item](std::size_t times) {
      return course_2004(numbered(times, "<item" + item + "</item>"), "", "");
    };
    cases.add("as many as may be: " + name, "leaf-item-without-resource",
              [=] { return made(count); });
    cases.add("too many: " + name, refused, [=] { return made(count * 7 / 4); });
  };
  const auto around = [](const std::string& tag, const std::string& inner) {
    return "<" + tag + ">" + inner + "</" + tag + ">";
  };
  const auto sequencing = [around](const std::string& inner) {
    return ">" + around("s:sequencing", inner);
  };
  items("items with sequencing", 24'000, sequencing(""));
  items("conditions", 2'500,
        sequencing(
            around("s:sequencingRules",
                   times(3, around("s:preConditionRule",
                                   around("s:ruleConditions", times(10, "<s:ruleCondition/>")))))));
  items("objectives", 900, sequencing(around("s:objectives", times(100, "<s:objective/>"))));
  items("maps of objectives", 1'100,
        sequencing(around("s:objectives", around("s:objective", times(100, "<s:mapInfo/>")))));
  items("shared data", 2'400, ">" + around("a:data", times(50, "<a:map/>")));
  items("hidden controls", 19'000,
        "><n:presentation><n:navigationInterface><n:hideLMSUI>exit</n:hideLMSUI>"
        "</n:navigationInterface></n:presentation>");
  items("launch data", 17'000,
        "><a:timeLimitAction>continue,no message</a:timeLimitAction><a:dataFromLMS>" +
            std::string(20, 'x') + "</a:dataFromLMS>");
  items("long titles", 2'300, "><title>" + std::string(4'000, 'x') + "</title>");
  items(
      "long identifiers", 20'000,
      " identifier=\"" + std::string(40, 'x') + "#\"><title>" + std::string(60, 'x') + "</title>");

  const auto resources = [&](const std::string& name, std::size_t count,
                             const std::string& resource) {
    const auto made = [resource](std::size_t times) {
      return course_2004("", numbered(times, resource), "");
    };
    cases.add("as many as may be: " + name, "", [=] { return made(count); });
    cases.add("too many: " + name, refused, [=] { return made(count * 7 / 4); });
  };
  const std::string asset = R"(<resource identifier="r#" type="webcontent" a:scormType="asset")";
  resources("units", 30'000,
            R"(<resource identifier="r#" type="webcontent" a:scormType="sco" href="#.html"/>)");
  resources(
      "metadata of resources", 13'000,
      asset + R"(><metadata><l:lom><l:general><l:title><l:string language="en">A title</l:string>)"
              R"(</l:title></l:general></l:lom></metadata></resource>)");
  resources("dependencies", 800,
            asset + ">" + times(100, R"(<dependency identifierref="another"/>)") + "</resource>");
  // An xml:base is part of each address below it.
  const auto below = [&](const std::string& name, std::size_t base, std::size_t count,
                         const std::string& id) {
    cases.add(name, id, [=] {
      return course_2004(
          "",
          R"(<resource identifier="q" type="webcontent" a:scormType="asset" xml:base=")" +
              std::string(base, 'b') + "/\">" + numbered(count, "<file href=\"#.html\"/>") +
              "</resource>",
          "");
    });
  };
  below("files below a base", 4'000, 4'000, "listed-file-missing");
  below("too many files below a base", 4'000, 20'000, refused);
  below("files below a long base", 900'000, 1'000, refused);
  cases.add("metadata below a long base", refused, [] {
    return course_2004("",
                       "<x xml:base=\"" + std::string(900'000, 'b') + "/\"><metadata>" +
                           times(1'000, "<a:location>a.xml</a:location>") + "</metadata></x>",
                       "");
  });
  // One text in thousands of messages.
  cases.add("5,000 findings about a long organization", "", [] {
    return course_2004("</organization><organization identifier=\"" + std::string(900'000, 'x') +
                           "\"><title>C</title>" + times(5'000, "<item/>"),
                       "", "");
  });
}

// The files of an AICC course, some of them as given.
HandMadeZip aicc(const std::string& units, const std::string& structure,
                 const std::string& prerequisites = "") {
  HandMadeZip zip;
  zip.entries = {deflated("c.au", units),
                 deflated("c.crs", "[Course]\nCourse_ID=c\nCourse_Title=C\n"),
                 deflated("c.cst", structure), deflated("c.des", "system_id,title\nA1,I\n"),
                 deflated("c.pre", "element,prerequisite\n" + prerequisites)};
  return zip;
}

void aicc(Cases& cases) {
  const std::string units = "system_id,file_name\nA1,a.html\n", tree = "block,member\nroot,A1\n";
  cases.add("only commas", "aicc-file-unreadable",
            [=] { return aicc(units + std::string(8'000'000, ','), tree); });
  cases.add("larger than all AICC", "aicc-file-unreadable",
            [=] { return aicc(units + std::string(9'000'000, 'x'), tree); });
  cases.add("millions of columns and lines", "",
            [=] { return aicc(std::string(290'000, ',') + "\n" + times(50'000, "x\n"), tree); });
  for (const int count : {20'000, 50'000})
    cases.add(std::to_string(count) + " units", count > 20'000 ? "aicc-file-unreadable" : "",
              [=] { return aicc("system_id,file_name\n" + numbered(count, "A#,a.html\n"), tree); });
  cases.add("one unit waits 50,000 times", "prerequisites-circular",
            [=] { return aicc(units, tree, times(50'000, "A1,A1\n")); });
  cases.add("prerequisites of many members", "", [=] {
    return aicc(units, "block,prerequisites,member\nroot,\"" + std::string(3'000'000, 'A') + "\"" +
                           times(140'000, ",A1") + "\n");
  });
  cases.add("members of a block with a long name", "", [=] {
    return aicc(units, "block,member\n" + std::string(3'000'000, 'B') + times(140'000, ",A2"));
  });
  cases.add("blocks within blocks", "",
            [=] { return aicc(units, "block,member\nroot,B0\n" + numbered(50'000, "B#,B#0\n")); });
}

void json(Cases& cases) {
  cases.json("deep JSON", [] { return times(1'000'000, "["); });
  cases.json("deep JSON objects", [] { return times(1'000'000, "{\"a\":"); });
  cases.json("member twice", [] { return std::string(R"({"id":"a","id":"b"})"); });
  cases.json("huge number", [] { return "{\"id\":" + std::string(5'000'000, '9') + "}"; });
  cases.json("huge exponent", [] { return std::string("{\"id\":1e999999999}"); });
  cases.json("millions of values", [] { return "{\"x\":[" + times(5'000'000, "[],") + "1]}"; });
  cases.json("a million members",
             [] { return "{" + numbered(1'000'000, "\"m#\":1,") + "\"x\":1}"; });
  cases.json("values up to the limit", [] { return "{\"x\":[" + times(340'000, "[],") + "1]}"; });
  cases.json("half a surrogate", [] { return std::string(R"({"id":"\ud800"})"); });
}

void pages(Cases& cases) {
  cases.page("deep page", [] { return times(100'000, "<div>"); });
  cases.page("deep page with wrong ends", [] { return times(600'000, "<div></x>"); });
  cases.page("deep formatting", [] { return times(100'000, "<b>"); });
  cases.page("formatting opened again",
             [] { return numbered(60, "<font a#>") + times(500'000, "<p>x"); });
  cases.page("deep tables", [] { return times(100'000, "<table>"); });
  cases.page("text beside a table's rows", [] { return "<table>" + times(800'000, "x<tr>"); });
  cases.page("ends in attributes", [] { return times(100'000, "<div title=\"</div>\">"); });
  cases.page("ends in comments", [] { return times(100'000, "<div><!--</div>-->"); });
  cases.page("700,000 attributes", [] { return "<p " + numbered(700'000, "a#=1 ") + ">"; });
  cases.page("millions of paragraphs", [] { return times(2'500'000, "<p>"); });
  cases.page("only <", [] { return std::string(8'000'000, '<'); });
  cases.page("one line", [] { return std::string(8'000'000, 'x'); });
  cases.page("only NUL", [] { return std::string(8'000'000, '\0'); });
}

}  // namespace

std::vector<HostileCase> hostile_cases() {
  Cases cases;
  bombs(cases);
  structures(cases);
  names(cases);
  xml(cases);
  multiplied(cases);
  aicc(cases);
  json(cases);
  pages(cases);
  auto all = std::move(cases.all);
  for (auto& each : content_cases()) all.push_back(std::move(each));
  for (auto& each : command_cases()) all.push_back(std::move(each));
  return all;
}

}  // namespace haat::test
