#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <variant>

#include "core/package/zip_writer.hpp"
#include "tests/providers/market.hpp"

// The drop folder, through the host, as the server uses it.
namespace haat::test {
namespace {

using State = ProviderHealth::State;
constexpr const char* library = PROVIDERS "/folder.so";

class DropFolder : public testing::Test {
 protected:
  ProviderHealth start(const std::string& catalogue) {
    folder_.write("catalogue.json", catalogue);
    market_.open("partner", library, "{\"folder\":\"" + folder_.path().string() + "\"}",
                 {folder_.path()});
    return market_.reaches("partner", State::running);
  }

  // What it brings, or the error's "id: message".
  std::string fetch(const std::string& external_id) {
    std::string got;
    const auto fetched =
        market_.host().fetch("partner", external_id, [&](std::string_view piece) -> Result<void> {
          got += piece;
          return {};
        });
    return fetched ? got : fetched.error().id + ": " + fetched.error().message;
  }

  Market market_;
  TemporaryFolder folder_;
};

TEST_F(DropFolder, ListsTheCatalogueInOrder) {
  start(R"([{"external_id":"b","title":"Second"},
            {"external_id":"a","title":"हिन्दी","language":"hi","duration":"PT1H","package":"a.zip"}])");
  const auto page = market_.host().list("partner", "");
  ASSERT_TRUE(page) << page.error().message;
  ASSERT_EQ(page->courses.size(), 2u);
  EXPECT_EQ(page->courses[0].external_id, "a");
  EXPECT_EQ(page->courses[0].title, "हिन्दी");
  EXPECT_TRUE(page->courses[0].has_package);
  EXPECT_FALSE(page->courses[1].has_package);
  EXPECT_EQ(page->next, "");
}

TEST_F(DropFolder, PagesThroughManyCoursesOnceEach) {
  std::string catalogue = "[";
  for (int i = 0; i < 1001; ++i) {
    catalogue += (i > 0 ? "," : "") + std::string("{\"external_id\":\"") + std::to_string(i) +
                 "\",\"title\":\"T\"}";
  }
  start(catalogue + "]");
  std::size_t courses = 0;
  std::string cursor;
  do {
    const auto page = market_.host().list("partner", cursor);
    ASSERT_TRUE(page) << page.error().message;
    courses += page->courses.size();
    cursor = page->next;
  } while (!cursor.empty());
  EXPECT_EQ(courses, 1001u);
}

TEST_F(DropFolder, LongDescriptionsMakeShortPages) {
  const std::string description(60'000, 'd');
  std::string catalogue = "[";
  for (int i = 0; i < 150; ++i) {
    catalogue += (i > 0 ? "," : "") + std::string("{\"external_id\":\"") + std::to_string(i) +
                 R"(","title":"T","description":")" + description + "\"}";
  }
  start(catalogue + "]");
  std::size_t courses = 0;
  std::string cursor;
  do {
    const auto page = market_.host().list("partner", cursor);
    ASSERT_TRUE(page) << page.error().message;
    courses += page->courses.size();
    cursor = page->next;
  } while (!cursor.empty());
  EXPECT_EQ(courses, 150u);
}

TEST_F(DropFolder, TitleThatBeginsWithNulSpoilsOnlyItsRow) {
  start(R"([{"external_id":"a","title":"\u0000"},{"external_id":"b","title":"B"}])");
  EXPECT_EQ(market_.title("partner", ""), "B");
}

TEST_F(DropFolder, ServesThePackage) {
  const std::string bytes(300'001, 'p');
  std::filesystem::create_directory(folder_.path() / "zips");
  folder_.write("zips/a.zip", bytes);
  start(R"([{"external_id":"a","title":"A","package":"zips/a.zip"}])");
  EXPECT_EQ(fetch("a"), bytes);
  EXPECT_EQ(fetch("b"), "provider-course-unknown: provider partner: the catalogue has no course b");
}

TEST_F(DropFolder, PackageStaysInsideTheFolder) {
  TemporaryFolder elsewhere;
  elsewhere.write("secret.zip", "secret");
  std::filesystem::create_symlink(elsewhere.path() / "secret.zip", folder_.path() / "link.zip");
  start(R"([{"external_id":"up","title":"U","package":"../../etc/passwd"},
            {"external_id":"root","title":"R","package":"/etc/passwd"},
            {"external_id":"link","title":"L","package":"link.zip"},
            {"external_id":"folder","title":"F","package":"."}])");
  for (const char* id : {"up", "root", "link", "folder"}) {
    EXPECT_EQ(fetch(id).rfind("provider-data: provider partner: ", 0), 0u)
        << id << " " << fetch(id);
  }
}

TEST_F(DropFolder, ChangedCatalogueIsReadAgain) {
  start(R"([{"external_id":"a","title":"Before"}])");
  EXPECT_EQ(market_.title("partner", ""), "Before");
  const auto file = folder_.write("catalogue.json", R"([{"external_id":"a","title":"After"}])");
  std::filesystem::last_write_time(
      file, std::filesystem::file_time_type::clock::now() + std::chrono::seconds(2));
  EXPECT_EQ(market_.title("partner", ""), "After");
}

TEST_F(DropFolder, WrongRowIsLeftOutAndNamed) {
  start(
      R"([{"title":"No id"},{"external_id":"a","title":"A"},{"external_id":"a","title":"Again"},7])");
  EXPECT_EQ(market_.title("partner", ""), "A");
  ::usleep(100'000);
  EXPECT_TRUE(market_.logged(
      "partner", "warning: course 1 of catalogue.json is left out: it has no external_id"));
  EXPECT_TRUE(market_.logged("partner",
                             "warning: course 4 of catalogue.json is left out: it is no object"));
  EXPECT_TRUE(
      market_.logged("partner", "the external_id a stands in catalogue.json more than once"));
}

TEST_F(DropFolder, BrokenCatalogueIsThePartnersFault) {
  start("[{");
  EXPECT_EQ(market_.title("partner", "").rfind("provider-data: ", 0), 0u)
      << market_.title("partner", "");
  EXPECT_EQ(market_.health("partner").state, State::running);
}

TEST_F(DropFolder, CatalogueLargerThanTheMemoryIsThePartnersFault) {
  start("[]");
  for (const std::string part : {"{},", "["}) {
    std::string catalogue = "[";
    for (int i = 0; i < 5'000'000; ++i) catalogue += part;
    folder_.write("catalogue.json", catalogue);
    EXPECT_EQ(market_.title("partner", "").rfind("provider-data: ", 0), 0u)
        << market_.title("partner", "");
  }
  EXPECT_EQ(market_.health("partner").restarts, 0u);
}

TEST_F(DropFolder, WrongSettingsAreRefused) {
  market_.open("partner", library, "{}");
  const ProviderHealth health = market_.reaches("partner", State::refused);
  EXPECT_EQ(health.sentence,
            "could not start: the settings lack \"folder\", the absolute path of the folder into "
            "which the partner puts its catalogue and packages");
}

TEST_F(DropFolder, FolderThatIsNotReadableIsRefused) {
  market_.open("partner", library, "{\"folder\":\"" + folder_.path().string() + "\"}");
  const ProviderHealth health = market_.reaches("partner", State::refused);
  if (health.sentence.find("without") != std::string::npos) GTEST_SKIP() << health.sentence;
  EXPECT_NE(health.sentence.find("is it named under \"readable\"?"), std::string::npos)
      << health.sentence;
}

// The records of all pages, or the error.
std::string all_records(ProviderHost& host) {
  std::string all, cursor;
  do {
    const auto page = host.records("partner", cursor);
    if (!page) return page.error().id + ": " + page.error().message;
    for (const ProviderRecord& row : page->rows)
      all += row.json + (row.has_package ? " with its package\n" : "\n");
    cursor = page->next;
  } while (!cursor.empty());
  return all;
}

class DropFolderOfTables : public DropFolder {
 protected:
  std::string records_in(const std::string& name, const std::string& bytes) {
    folder_.write(name, bytes);
    open(name);
    return all_records(market_.host());
  }
  std::string records_in_workbook(const std::string& sheet, const std::string& strings = "") {
    rewrite(sheet, strings);
    open("courses.xlsx");
    return all_records(market_.host());
  }
  void rewrite(const std::string& sheet, const std::string& strings = "") {
    const std::string main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    auto writer = ZipWriter::create(folder_.path() / "courses.xlsx");
    EXPECT_TRUE(writer->add("xl/workbook.xml",
                            "<workbook xmlns=\"" + main +
                                "\" xmlns:r=\"r\"><sheets><sheet name=\"One\" sheetId=\"7\" "
                                "r:id=\"rId3\"/></sheets></workbook>"));
    EXPECT_TRUE(writer->add("xl/_rels/workbook.xml.rels",
                            "<Relationships><Relationship Id=\"rId1\" Target=\"styles.xml\"/>"
                            "<Relationship Id=\"rId3\" Target=\"worksheets/sheet1.xml\"/>"
                            "</Relationships>"));
    EXPECT_TRUE(writer->add("xl/worksheets/sheet1.xml", sheet));
    if (!strings.empty()) {
      EXPECT_TRUE(writer->add("xl/sharedStrings.xml", strings));
    }
    EXPECT_TRUE(writer->commit());
  }

 private:
  void open(const std::string& name) {
    market_.open("partner", library,
                 R"({"folder":")" + folder_.path().string() + R"(","catalogue":")" + name + "\"}",
                 {folder_.path()});
    market_.reaches("partner", State::running);
  }
};

TEST_F(DropFolderOfTables, ReadsCsv) {
  EXPECT_EQ(
      records_in("courses.csv",
                 "\xef\xbb\xbf"
                 "external_id,title,package,\r\na, \"A, \"\"the\"\" first\" ,a.zip,x\r\n"
                 ",no id,,\r\n\r\nb,\"two\nlines\",,"),
      "{\"external_id\":\"a\",\"package\":\"a.zip\",\"title\":\"A, \\\"the\\\" first\"} with its "
      "package\n"
      "{\"title\":\"no id\"}\n"
      "{\"external_id\":\"b\",\"title\":\"two\\nlines\"}\n");
  EXPECT_EQ(market_.titles("partner", ""), "A, \"the\" first two\nlines");
  EXPECT_TRUE(
      market_.logged("partner", "course 2 of courses.csv is left out: it has no external_id"));
}

TEST_F(DropFolderOfTables, SaysWhatIsWrongWithACsv) {
  EXPECT_EQ(records_in("courses.csv", "a,b\n1,\"2"),
            "provider-data: provider partner: courses.csv: row 2 is no CSV: error parsing data "
            "while strict checking enabled");
}

TEST_F(DropFolderOfTables, ReadsTheFirstSheetOfAWorkbook) {
  EXPECT_EQ(
      records_in_workbook(
          "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c>"
          "<c r=\"B1\" t=\"inlineStr\"><is><t>title</t></is></c><c r=\"D1\" t=\"str\"><v>when</v>"
          "</c></row><row><c><v>7</v></c><c t=\"s\"><v>1</v></c><c r=\"D2\" s=\"3\"><f>A1+1</f>"
          "<v>46000.5</v></c></row><row/><row><c r=\"B9\" t=\"b\"><v>1</v></c><c r=\"D9\" "
          "t=\"e\"><v>#REF!</v></c></row></sheetData></worksheet>",
          "<sst><si><t>external_id</t></si><si><r><t>Safe</t></r><r><t xml:space=\"preserve\"> at "
          "work</t></r><rPh><t>hint</t></rPh></si></sst>"),
      "{\"external_id\":\"7\",\"title\":\"Safe at "
      "work\",\"when\":\"46000.5\"}\n{\"title\":\"true\"}\n");
  EXPECT_EQ(market_.titles("partner", ""), "Safe at work");
}

TEST_F(DropFolderOfTables, RefusesWorkbooksOfAttackers) {
  struct Case {
    std::string sheet, expected;
  };
  const std::string place = "provider-data: provider partner: courses.xlsx: ";
  const std::string sheet = place + "xl/worksheets/sheet1.xml ";
  const Case cases[] = {
      {"<!DOCTYPE x [<!ENTITY a \"b\">]><worksheet>&a;</worksheet>",
       sheet + "has a document type, which no spreadsheet has"},
      {"<worksheet><row><c><v>1", sheet + "is no well-formed XML"},
      {"<worksheet><row><c t=\"s\"><v>9</v></c></row></worksheet>",
       place + "row 1 names a text that is not there"},
      {"<worksheet><row><c r=\"ZZZZZZ1\"><v>9</v></c></row></worksheet>",
       place + "row 1 has more columns than the limit of 256"},
      {"<worksheet><row><c r=\"B1\"><v>9</v></c><c r=\"A1\"><v>9</v></c></row></worksheet>",
       place + "row 1 has its cells in no order"},
      {"<worksheet/>",
       "provider-data: provider partner: courses.xlsx is empty; its first row has to "
       "name the columns"},
      {"<worksheet><row><c t=\"str\"><v>" + std::string(70'000, 'x') + "</v></c></row></worksheet>",
       sheet + "has a text of more than 65536 bytes"},
      {std::string((128u << 20) + 1, ' '),
       sheet + "unpacks to more than the limit of 134217728 bytes, with what is beside it"},
  };
  records_in_workbook("<worksheet/>");
  for (const Case& one : cases) {
    rewrite(one.sheet);
    EXPECT_EQ(all_records(market_.host()), one.expected);
  }
  EXPECT_TRUE(market_.good_answers());
}

TEST_F(DropFolderOfTables, RefusesWorkbooksThatSayMuchInFewBytes) {
  const auto times = [](int count, const std::string& text) {
    std::string all;
    for (int i = 0; i < count; ++i) all += text;
    return all;
  };
  const auto sheet = [&](int columns, int rows) {
    std::string headings;
    for (int i = 0; i < columns; ++i)
      headings += "<c t=\"str\"><v>h" + std::to_string(i) + "</v></c>";
    return "<worksheet><row>" + headings + "</row>" +
           times(rows, "<row>" + times(columns, "<c t=\"s\"><v>0</v></c>") + "</row>") +
           "</worksheet>";
  };
  const std::string text = "<sst><si><t>" + std::string(60'000, 'x') + "</t></si></sst>";
  const std::string place = "provider-data: provider partner: courses.xlsx: ";
  EXPECT_EQ(records_in_workbook(sheet(256, 1), text),
            place + "row 2 has 15360914 bytes with its headings (limit 1048576)");
  rewrite(sheet(10, 200), text);
  EXPECT_EQ(all_records(market_.host()),
            place +
                "row 113 is one with which the table has 67202240 bytes with its headings "
                "(limit 67108864)");
}

// What is told since a cursor: "+a" changed, "-a" gone; and where to go on.
struct Told {
  std::string words;
  std::string next;
};

class DropFolderThatChanges : public DropFolder {
 protected:
  void now(const std::string& catalogue) {
    const auto file = folder_.write("catalogue.json", catalogue);
    std::filesystem::last_write_time(
        file, std::filesystem::file_time_type::clock::now() + std::chrono::seconds(++writes_));
  }
  // All pages.
  Told since(const std::string& cursor) {
    Told told{"", cursor};
    for (bool more = true; more;) {
      const auto page = market_.host().changes("partner", told.next);
      if (!page) return {page.error().id, ""};
      for (const auto& item : page->items)
        if (const auto* course = std::get_if<ProviderCourse>(&item))
          told.words += "+" + course->external_id + ":" + course->title + " ";
        else
          told.words += "-" + std::get<ProviderTombstone>(item).external_id + " ";
      told.next = page->next;
      more = page->more;
    }
    return told;
  }

 private:
  int writes_ = 0;
};

TEST_F(DropFolderThatChanges, TellsWhatChangedAndWhatIsGone) {
  start(R"([{"external_id":"a","title":"A"},{"external_id":"b","title":"B"}])");
  const Told first = since("");
  EXPECT_EQ(first.words, "+a:A +b:B ");
  EXPECT_EQ(since(first.next).words, "");
  now(R"([{"external_id":"b","title":"B2"},{"external_id":"c","title":"C"}])");
  const Told second = since(first.next);
  EXPECT_EQ(second.words, "+b:B2 +c:C -a ");
  EXPECT_EQ(since(second.next).words, "");
  now(R"([{"external_id":"a","title":"A"},{"external_id":"b","title":"B2"}])");
  EXPECT_EQ(since(second.next).words, "+a:A -c ");
  EXPECT_EQ(since(first.next).words, "+b:B2 ");  // a was there then, and is again
}

TEST_F(DropFolderThatChanges, SaysThatACursorIsTooOld) {
  start(R"([{"external_id":"a","title":"0"}])");
  const std::string old = since("").next;
  for (int i = 1; i <= 4; ++i) {
    now(R"([{"external_id":"a","title":")" + std::to_string(i) + "\"}]");
    since("");
  }
  EXPECT_EQ(since(old).words, "provider-course-unknown");
  EXPECT_EQ(since("nonsense").words, "provider-course-unknown");
  EXPECT_EQ(since("1.2").words, "provider-course-unknown");
  EXPECT_EQ(since("").words, "+a:4 ");
}

TEST_F(DropFolderThatChanges, LeavesNothingOutIfItChangesWhileItIsToldOf) {
  const auto rows = [](int from, int to) {
    std::string all;
    for (int i = from; i < to; ++i)
      all += (i > from ? "," : "") + std::string("{\"external_id\":\"") + std::to_string(1000 + i) +
             "\",\"title\":\"T\"}";
    return "[" + all + "]";
  };
  start(rows(0, 500));
  const auto page = market_.host().changes("partner", "");
  ASSERT_TRUE(page) << page.error().message;
  EXPECT_EQ(page->items.size(), 200u);
  EXPECT_TRUE(page->more);
  now(rows(100, 501));  // of those told, 100 are gone; one is new
  const Told rest = since(page->next);
  EXPECT_EQ(std::count(rest.words.begin(), rest.words.end(), '-'), 100);
  EXPECT_EQ(std::count(rest.words.begin(), rest.words.end(), '+'), 301);
}

TEST_F(DropFolder, ListsCompletionsAndVerifiesTheirCertificates) {
  folder_.write("completions.json",
                R"([{"learner":"l1","external_id":"a","began_at":"2026-11-01T09:00:00Z",
           "finished_at":"2026-11-01T10:00:00Z","score":0.5,"hours":1,"certificate":"c/1"},
          {"learner":"l2","external_id":"a","finished_at":"2026-11-01T10:00:00Z","score":50},
          {"learner":"l3","external_id":"a","finished_at":"2026-11-02T10:00:00Z"}])");
  start(R"([{"external_id":"a","title":"A"}])");
  const auto page = market_.host().completions("partner", "");
  ASSERT_TRUE(page) << page.error().message;
  ASSERT_EQ(page->rows.size(), 2u);
  EXPECT_EQ(page->rows[0].learner, "l1");
  EXPECT_EQ(page->rows[0].score, 0.5);
  EXPECT_EQ(page->rows[0].hours, 1.0);
  EXPECT_EQ(page->rows[1].score, std::nullopt);
  EXPECT_FALSE(page->more);
  EXPECT_EQ(market_.host().completions("partner", page->next)->rows.size(), 0u);
  EXPECT_EQ(market_.host().completions("partner", "3").error().id, "provider-course-unknown");
  ::usleep(100'000);
  EXPECT_TRUE(market_.logged("partner",
                             "completion 2 of completions.json is left out: its score "
                             "is no number from 0 to 1"));
  const auto valid = market_.host().verify("partner", "c/1");
  ASSERT_TRUE(valid) << valid.error().message;
  EXPECT_EQ(valid->verdict, CertificateAnswer::Verdict::valid);
  EXPECT_EQ(valid->facts.at(0).value, "a");
  EXPECT_EQ(market_.host().verify("partner", "")->verdict, CertificateAnswer::Verdict::unknown);
}

TEST_F(DropFolder, TellsHowItFares) {
  start(R"([{"external_id":"a","title":"A"}])");
  EXPECT_EQ(market_.host().check_health("partner")->sentence,
            "the drop folder can be read, and its catalogue lists 1 course");
  folder_.write("catalogue.json", "[7]");
  const auto file = folder_.write("catalogue.json", R"([{"external_id":"a","title":"A"},7])");
  std::filesystem::last_write_time(
      file, std::filesystem::file_time_type::clock::now() + std::chrono::seconds(2));
  EXPECT_EQ(market_.host().check_health("partner")->state, PartnerHealth::State::degraded);
  std::filesystem::remove(file);
  const auto down = market_.host().check_health("partner");
  EXPECT_EQ(down->state, PartnerHealth::State::down);
  EXPECT_EQ(market_.health("partner").partner->sentence, down->sentence);
}

}  // namespace
}  // namespace haat::test
