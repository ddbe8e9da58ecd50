#include "tests/hostile/cases.hpp"
#include "tests/hostile/sound_course.hpp"

namespace haat::test {
namespace {

constexpr std::size_t most_text = 8 << 20;  // bytes of a text that rules look into

HandMadeZip with_page(const std::string& html) {
  return course(manifest_head + manifest_middle + manifest_tail, "<!doctype html>" + html);
}
HandMadeZip with_file(const std::string& name, const std::string& bytes) {
  auto zip = sound();
  zip.entries.push_back(deflated(name, bytes));
  return zip;
}

// Of one object, which unpacks to 4 MB of blanks, as often as there is room for.
std::string pdf_bomb() {
  const auto blanks = deflated("", std::string((4 << 20) - 16, ' ')).bytes;
  return "%PDF-1.5\n" + times(15, "1 0 obj<</Type/ObjStm/Filter/FlateDecode>>stream\n\x78\xda" +
                                      blanks + "\nendstream endobj ");
}

}  // namespace

std::vector<HostileCase> content_cases() {
  std::vector<HostileCase> cases;
  const auto add = [&](const std::string& name, const std::string& id,
                       std::function<HandMadeZip()> make) {
    cases.push_back({name, id, [make = std::move(make)] { return make().bytes(); }});
  };
  const auto page = [&](const std::string& name, const std::string& id,
                        std::function<std::string()> html) {
    add(name, id, [html = std::move(html)] { return with_page(html()); });
  };
  const auto links = numbered(20'000, "<img alt=x src=x#>");
  page("20,000 links below a long base", "link-broken",
       [=] { return "<base href=\"" + std::string(900'000, 'b') + "/\">" + links; });
  page("20,000 links below a base as long as may be", "link-broken",
       [=] { return "<base href=\"" + std::string(1'000, 'b') + "/\">" + links; });
  page("20,000 links out of the package", "link-broken",
       [=] { return "<base href=\"" + times(300'000, "../") + "\">" + links; });
  page("20,000 links to a host with a long name", "media-remote",
       [=] { return "<base href=\"https://" + std::string(900'000, 'b') + ".org/\">" + links; });
  page("addresses without an end in a page", "",
       [] { return "<style>" + times(1'000'000, "url(") + "</style>"; });
  page("a link of four million words", "",
       [] { return "<a href=\"a.html\">" + times(4'000'000, "x ") + "</a>"; });
  page("links within links, and words in them all", "",
       [] { return times(60, "<a href=\"a.html\"><table><tr><td>") + times(1'000'000, "x "); });
  page("only lines", "", [] { return std::string(most_text - 100, '\n'); });
  page("1,000 pictures, and bytes that continue nothing", "image-without-alternative",
       [] { return numbered(1'000, "<img src=a#>" + std::string(1'500, '\x80')); });
  // Their tree takes all of the memory that a page may have; a small package may not have so much.
  add("5,000 pictures between bytes of no encoding", "not-looked-into", [] {
    auto zip = with_page(numbered(5'000, std::string(1'600, '\xff') + "<img src=a>"));
    zip.entries.push_back({.name = "film.mp4", .bytes = std::string(400'000, 'x')});
    return zip;
  });
  add("100,000 links among names of 950 bytes", "link-broken", [] {
    auto zip = sound();
    const auto links_page = deflated("", numbered(200, "<a href=Q#>x</a>"));
    for (int i = 0; i < 500; ++i) {
      zip.entries.push_back(links_page);
      zip.entries.back().name = times(5, std::string(188, 'd') + "/") + std::to_string(i) + ".html";
    }
    return zip;
  });
  add("1,000 pages of 20,000 paragraphs", "not-looked-into", [] {
    auto zip = sound();
    const auto paragraphs = deflated("", times(20'000, "<p>"));
    for (int i = 0; i < 1'000; ++i) {
      zip.entries.push_back(paragraphs);
      zip.entries.back().name = std::to_string(i) + ".html";
    }
    return zip;
  });
  add("addresses without an end", "",
      [] { return with_file("a.css", times(most_text / 4, "url(")); });
  add("a style sheet of lines", "",
      [] { return with_file("a.css", std::string(most_text, '\n')); });
  add("a manifest of lines", "element-unexpected", [] {
    return course(manifest_head + manifest_middle +
                  times(15, "<x>" + std::string(1'000'000, '\n') + "</x>") + manifest_tail);
  });
  // Each can only be found by a walk through all of them.
  add("2,000 files of metadata in a zip that has to be walked", "entry-compression-unusual", [] {
    auto zip = course(manifest_head +
                      numbered(2'000,
                               "<item identifier=\"j#\"><title>I</title><metadata>"
                               "<adlcp:location>#.xml</adlcp:location></metadata></item>") +
                      manifest_middle + manifest_tail);
    for (int i = 0; i < 40'000; ++i)
      zip.entries.push_back(
          {.name = std::to_string(i) + (i < 2'000 ? ".xml" : ".txt"), .bytes = "x", .method = 12});
    return zip;
  });
  add("2,000 PDFs that unpack to 60 MB each", "", [] {
    auto zip = sound();
    const auto bomb = deflated("", pdf_bomb());
    for (int i = 0; i < 2'000; ++i) {
      zip.entries.push_back(bomb);
      zip.entries.back().name = std::to_string(i) + ".pdf";
    }
    return zip;
  });
  return cases;
}

}  // namespace haat::test
