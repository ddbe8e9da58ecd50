#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "marketplace-server/store/search_text.hpp"
#include "tests/api/shelf.hpp"

namespace haat::test {
namespace {

using namespace server;
using Ids = std::vector<std::string>;

std::map<std::string, std::int64_t> counted(const CoursePage& page, Facet facet) {
  std::map<std::string, std::int64_t> counts;
  const auto found = page.facets.find(facet);
  if (found == page.facets.end()) return counts;
  for (const FacetCount& each : found->second) counts[each.value] = each.courses;
  return counts;
}

using Counts = std::map<std::string, std::int64_t>;

TEST(SearchText, MakesOneSpellingOfThoseThatPeopleTakeForOne) {
  const struct {
    const char* script;
    std::vector<const char*> spellings;
  } cases[] = {
      {"hi, nasals", {"हिन्दी", "हिंदी"}},
      {"hi, nukta composed, apart and left out", {"क़ानून", "क़ानून", "कानून"}},
      {"hi, candrabindu", {"चाँद", "चांद"}},
      {"hi, joiners", {"क्ष", "क्\u200Dष", "क्\u200Cष"}},
      {"hi, digits", {"कक्षा १२", "कक्षा 12"}},
      {"ta, vowel signs composed and apart", {"கொள்முதல்", "க\u0BC6\u0BBEள்முதல்"}},
      {"ta, shri", {"ஸ்ரீ", "ஶ்ரீ"}},
      {"ta, digits", {"௧௨", "12"}},
      {"bn, khanda ta", {"হঠাৎ", "হঠাত্\u200D"}},
      {"bn, letters with nukta", {"পড়া", "পড\u09BCা"}},
      {"bn, vowel signs", {"কোর্স", "ক\u09C7\u09BEর্স"}},
      {"bn, digits", {"২০২৬", "2026"}},
      {"ur, kaf and yeh of two keyboards", {"کی کتابیں", "كي كتابيں"}},
      {"ur, vowel marks", {"اُردو", "اردو"}},
      {"ur, stretching", {"تعـــلیم", "تعلیم"}},
      {"ur, digits", {"۱۲", "١٢", "12"}},
      {"ml, chillu", {"അവൻ", "അവന്\u200D"}},
      {"latin, case, accents, width",
       {"Établissement", "etablissement", "ＥＴＡＢＬＩＳＳＥＭＥＮＴ"}},
  };
  for (const auto& each : cases)
    for (const char* spelling : each.spellings)
      EXPECT_EQ(search_text(spelling), search_text(each.spellings.front())) << each.script;
}

TEST(SearchText, KeepsApartWhatIsNotTheSame) {
  const std::pair<const char*, const char*> pairs[] = {
      {"खरीद", "खरा"}, {"পর", "পড়"}, {"ஒலி", "ஓலை"}, {"آب", "اب"}, {"میں", "مین"}, {"कम", "काम"}};
  for (const auto& [a, b] : pairs) EXPECT_NE(search_text(a), search_text(b));
}

// What the index takes for a word has to be what the vocabulary and suggestions take for one.
TEST(Search, CutsWordsOfEveryScriptAsTheIndexDoes) {
  Shelf shelf;
  const char* const titles[] = {"सरकारी खरीद की प्रक्रिया", "அரசு கொள்முதல் நடைமுறை",
                                "সরকারি ক্রয় পদ্ধতি", "سرکاری خریداری کا طریقہ",
                                "Don't panic: first-aid (2nd ed.)"};
  std::set<std::string> expected;
  int number = 0;
  for (const char* title : titles) {
    shelf.publish(course("o.c" + std::to_string(++number), {{"en", title}}));
    for (const auto& word : search_words(search_text(title))) expected.insert(word);
    for (const auto& word : search_words("o.c" + std::to_string(number))) expected.insert(word);
  }
  std::set<std::string> indexed;
  const auto words =
      shelf.store().view([](Session& session) { return session.indexed_words(); }).value();
  for (const auto& word : words) indexed.insert(word.word);
  EXPECT_EQ(indexed, expected);
}

TEST(Search, FindsWholeWordsAndBeginningsInIndicScripts) {
  Shelf shelf;
  shelf.publish(course("o.hi", {{"hi", "सरकारी खरीद"}}));
  shelf.publish(course("o.hi-other", {{"hi", "खरा या खोटा"}}));
  shelf.publish(course("o.ta", {{"ta", "அரசு கொள்முதல்"}}));
  shelf.publish(course("o.bn", {{"bn", "সরকারি ক্রয়"}}));
  shelf.publish(course("o.ur", {{"ur", "سرکاری خریداری"}}));
  EXPECT_EQ(shelf.ids("खरीद"), Ids{"o.hi"});
  EXPECT_EQ(shelf.ids("खरा"), Ids{"o.hi-other"});
  EXPECT_EQ(shelf.ids("सरका"), Ids{"o.hi"});
  EXPECT_EQ(shelf.ids("கொள்முதல்"), Ids{"o.ta"});
  EXPECT_EQ(shelf.ids("கொள்மு"), Ids{"o.ta"});
  EXPECT_EQ(shelf.ids("ক্রয়"), Ids{"o.bn"});
  EXPECT_EQ(shelf.ids("سركاري"), Ids{"o.ur"});  // typed on an Arabic keyboard
}

TEST(Search, RanksTitlesBeforeDescriptionsAndWholeWordsBeforeBeginnings) {
  Shelf shelf;
  shelf.publish(course("o.title-whole", {{"en", "Buying for schools"}}));
  shelf.publish(course("o.title-beginning", {{"en", "Buyings of old"}}));
  shelf.publish(course("o.description-whole", {{"en", "Money"}}, "On buying, buying and buying"));
  shelf.publish(course("o.description-beginning", {{"en", "Time"}}, "On buyings"));
  shelf.publish(course("o.nothing", {{"en", "Selling"}}, "On sales"));
  EXPECT_EQ(shelf.ids("buying"), (Ids{"o.title-whole", "o.title-beginning", "o.description-whole",
                                      "o.description-beginning"}));
  shelf.publish(course("o.newer", {{"en", "Buying for hospitals"}}));
  EXPECT_EQ(shelf.ids("buying").front(), "o.newer") << "of equals the newest is the first";
  EXPECT_EQ(shelf.ids("buying schools"), Ids{"o.title-whole"});
}

Course tagged(const std::string& id, std::vector<CompetencyTag> tags, const std::string& duration,
              const std::string& provider) {
  Course made = course(id, {{"en", "Course"}, {"hi", "पाठ्यक्रम"}});
  made.competencies = std::move(tags);
  made.duration = duration;
  made.provider = provider;
  made.licence = "CC-BY-4.0";
  return made;
}

class Facets : public testing::Test {
 protected:
  Facets() {
    shelf.publish(tagged("o.a", {{"CID1", 1}}, "PT10M", "Institute, Pune"));
    shelf.publish(tagged("o.b", {{"CID1", 2}, {"CID2", 1}}, "PT15M", "Institute, Pune"), "cmi5");
    shelf.publish(tagged("o.c", {{"COMSUBTHEME-000003", 0}}, "PT2H", "Academy"));
    Course odd = course("o.d", {{"ta", "பாடம்"}});
    shelf.publish(odd);
  }
  CoursePage ask(const FacetFilters& filters, const std::string& text = "") {
    CourseQuery query;
    query.text = text;
    query.filters = filters;
    query.counts = true;
    return shelf.search(query);
  }
  Ids ids(const FacetFilters& filters) {
    CourseQuery query;
    query.filters = filters;
    return shelf.ids(query);
  }
  Shelf shelf;
};

TEST_F(Facets, FilterByWhatACourseIsAndByWhatItsCompetenciesBelongTo) {
  EXPECT_EQ(ids({{Facet::competency, {"CID1"}}}), (Ids{"o.b", "o.a"}));
  EXPECT_EQ(ids({{Facet::role, {"RID1"}}}), (Ids{"o.b", "o.a"}));
  EXPECT_EQ(ids({{Facet::position, {"PID1"}}}), (Ids{"o.b", "o.a"}));
  EXPECT_EQ(ids({{Facet::theme, {"COMTHEME-000003"}}}), Ids{"o.c"});
  EXPECT_EQ(ids({{Facet::area, {"COMAREA-000002"}}}), Ids{"o.c"});
  EXPECT_EQ(ids({{Facet::area, {"COMAREA-000001"}}}), Ids{});
  EXPECT_EQ(ids({{Facet::level, {"1"}}}), (Ids{"o.b", "o.a"}));
  EXPECT_EQ(ids({{Facet::tag, {"CID1:1"}}}), Ids{"o.a"}) << "the level is the competency's";
  EXPECT_EQ(ids({{Facet::tag, {"RID1:2"}}}), Ids{"o.b"});
  EXPECT_EQ(ids({{Facet::provider, {"Institute, Pune"}}}), (Ids{"o.b", "o.a"}));
  EXPECT_EQ(ids({{Facet::language, {"ta"}}}), Ids{"o.d"});
  EXPECT_EQ(ids({{Facet::language, {"ta", "en"}}}).size(), 4u);
  EXPECT_EQ(ids({{Facet::standard, {"cmi5"}}}), Ids{"o.b"});
  EXPECT_EQ(ids({{Facet::duration, {"under-15m"}}}), Ids{"o.a"});
  EXPECT_EQ(ids({{Facet::duration, {"15m-to-1h"}}}), Ids{"o.b"}) << "its lower end belongs to it";
  EXPECT_EQ(ids({{Facet::competency, {"CID1"}}, {Facet::standard, {"cmi5"}}}), Ids{"o.b"});
  EXPECT_EQ(ids({{Facet::competency, {"CID7"}}}), Ids{}) << "what nobody teaches";
}

TEST_F(Facets, CountTheWholeResultAndEachFacetAsIfItWereNotAskedFor) {
  const CoursePage all = ask({});
  EXPECT_EQ(all.total, 4);
  EXPECT_EQ(counted(all, Facet::standard), (Counts{{"SCORM 1.2", 3}, {"cmi5", 1}}));
  EXPECT_EQ(counted(all, Facet::language), (Counts{{"en", 3}, {"hi", 3}, {"ta", 1}}));
  EXPECT_EQ(counted(all, Facet::competency), (Counts{{"CID1", 2}, {"CID2", 1}}));
  EXPECT_EQ(counted(all, Facet::role), (Counts{{"RID1", 2}}));
  EXPECT_EQ(counted(all, Facet::tag), Counts{}) << "can be asked for only";

  const CoursePage one = ask({{Facet::standard, {"cmi5"}}});
  EXPECT_EQ(one.total, 1);
  EXPECT_EQ(counted(one, Facet::standard), (Counts{{"SCORM 1.2", 3}, {"cmi5", 1}}));
  EXPECT_EQ(counted(one, Facet::language), (Counts{{"en", 1}, {"hi", 1}}));

  const CoursePage two = ask({{Facet::standard, {"cmi5"}}, {Facet::provider, {"Institute, Pune"}}});
  EXPECT_EQ(two.total, 1);
  EXPECT_EQ(counted(two, Facet::standard), (Counts{{"SCORM 1.2", 1}, {"cmi5", 1}}));
  EXPECT_EQ(counted(two, Facet::provider), (Counts{{"Institute, Pune", 1}}));

  const CoursePage text = ask({{Facet::standard, {"cmi5"}}}, "course");
  EXPECT_EQ(counted(text, Facet::standard), (Counts{{"SCORM 1.2", 2}, {"cmi5", 1}}));
}

// Every combination of two filters, beside a count that is made of the courses one by one.
TEST_F(Facets, AgreeWithCountingByHand) {
  const std::vector<FacetValue> values{
      {Facet::standard, "cmi5"},   {Facet::standard, "SCORM 1.2"}, {Facet::language, "en"},
      {Facet::language, "ta"},     {Facet::provider, "Academy"},   {Facet::level, "1"},
      {Facet::competency, "CID1"}, {Facet::duration, "over-4h"},   {Facet::duration, "1h-to-4h"},
      {Facet::role, "RID1"}};
  for (const FacetValue& a : values)
    for (const FacetValue& b : values) {
      if (a.facet == b.facet) continue;
      const FacetFilters both{{a.facet, {a.value}}, {b.facet, {b.value}}};
      const CoursePage page = ask(both);
      EXPECT_EQ(page.total, static_cast<std::int64_t>(ids(both).size()));
      for (const FacetValue& other : values) {
        FacetFilters filters = both;
        filters[other.facet] = {other.value};
        EXPECT_EQ(counted(page, other.facet)[other.value],
                  static_cast<std::int64_t>(ids(filters).size()))
            << a.value << ", " << b.value << ", " << other.value;
      }
    }
}

TEST_F(Facets, FollowWhatComesAndGoes) {
  shelf.publish(tagged("o.a", {{"CID2", 3}}, "PT10M", "Academy"));
  EXPECT_EQ(ids({{Facet::competency, {"CID1"}}}), Ids{"o.b"});
  EXPECT_EQ(counted(ask({}), Facet::provider), (Counts{{"Academy", 2}, {"Institute, Pune", 1}}));
  shelf.leave("o.b", "retired");
  EXPECT_EQ(counted(ask({}), Facet::provider), (Counts{{"Academy", 2}}));
  EXPECT_EQ(shelf.ids("pune"), Ids{});
  EXPECT_EQ(ask({}).total, 3);
  shelf.leave("o.b", "retired");  // once more is nothing
  const auto changes =
      shelf.store().view([](Session& session) { return session.changes(4, 100); }).value();
  Ids kinds;
  for (const CatalogueChange& change : changes) kinds.push_back(change.kind + " " + change.course);
  EXPECT_EQ(kinds, (Ids{"superseded o.a", "published o.a", "retired o.b"}));
}

TEST(Cursors, HoldWhileCoursesComeAndGo) {
  for (const std::optional<Sort> sort :
       {std::optional<Sort>(Sort::newest), std::optional<Sort>(Sort::title),
        std::optional<Sort>(Sort::relevance), std::optional<Sort>()}) {
    Shelf shelf;
    std::set<std::string> there;
    for (int i = 0; i < 20; ++i) {
      const std::string id = "o.c" + std::to_string(i);
      const std::string title = i % 3 == 0 ? "First aid" : "Course " + std::to_string(i % 7);
      shelf.publish(course(id, {{"en", title}}, "About first aid"));
      there.insert(id);
    }
    CourseQuery query;
    query.text = "first";
    query.sort = sort;
    query.limit = 3;
    Ids seen;
    for (int page = 0; page == 0 || !query.cursor.empty(); ++page) {
      const CoursePage found = shelf.search(query);
      for (const ListedRelease& listed : found.releases.items)
        seen.push_back(listed.release.course.id);
      query.cursor = found.releases.next;
      const std::string name = "o.new" + std::to_string(page);
      shelf.publish(course(name, {{"en", "First first first"}}, "first"));
      if (page == 1) {
        shelf.leave("o.c13", "unlisted");
        there.erase("o.c13");
      }
    }
    EXPECT_EQ(std::set(seen.begin(), seen.end()).size(), seen.size()) << "none twice";
    for (const std::string& id : there)
      EXPECT_EQ(std::count(seen.begin(), seen.end(), id), 1) << id;
  }
}

TEST(Cursors, OfAnotherListOrNoListAreRefused) {
  Shelf shelf;
  CourseQuery query;
  for (const char* cursor :
       {"x", "-1", "n-1", "n", "n1.zz", "n1.ff", "r1.2", "t.1", "n99999999999999999999"}) {
    query.cursor = cursor;
    EXPECT_EQ(shelf.error(query), "cursor-invalid") << cursor;
  }
  query.cursor = "n5";
  EXPECT_EQ(shelf.error(query), "");
  query.cursor = "";
  query.text = std::string(501, 'a');
  EXPECT_EQ(shelf.error(query), "query-too-long");
  query.text = "a b c d e f g h i j k l m n o p q";
  EXPECT_EQ(shelf.error(query), "query-too-long");
}

TEST(Titles, StandInAlphabeticalOrderWhateverTheirCase) {
  Shelf shelf;
  for (const auto& [id, title] : {std::pair{"o.1", "banana"},
                                  {"o.2", "Apple"},
                                  {"o.3", "Éclair"},
                                  {"o.4", "cherry"},
                                  {"o.5", "खरीद"},
                                  {"o.6", "apple pie"}})
    shelf.publish(course(id, {{"en", title}}));
  CourseQuery query;
  query.sort = Sort::title;
  EXPECT_EQ(shelf.ids(query), (Ids{"o.2", "o.6", "o.1", "o.4", "o.3", "o.5"}));
}

class Slips : public testing::Test {
 protected:
  Slips() {
    shelf.publish(course("o.aid", {{"en", "First aid for beginners"}}));
    shelf.publish(
        course("o.buying", {{"en", "Public procurement"}, {"hi", "सार्वजनिक खरीद प्रक्रिया"}}));
    shelf.publish(course("o.ta", {{"ta", "அரசு கொள்முதல்"}}));
    shelf.publish(course("o.bn", {{"bn", "সরকারি পদ্ধতি"}}));
    shelf.publish(course("o.ur", {{"ur", "سرکاری خریداری"}}));
  }
  std::string meant(const std::string& text) {
    CourseQuery query;
    query.text = text;
    return shelf.search(query).corrected.value_or("");
  }
  Shelf shelf;
};

TEST_F(Slips, AreToldAndAnswered) {
  EXPECT_EQ(meant("frist aid"), "first aid");
  EXPECT_EQ(shelf.ids("frist aid"), Ids{"o.aid"});
  EXPECT_EQ(meant("procurment"), "procurement");
  EXPECT_EQ(meant("porcuremnt"), "procurement");
  EXPECT_EQ(meant("प्रकिया"), search_text("प्रक्रिया"));
  EXPECT_EQ(meant("கொள்முதள்"), search_text("கொள்முதல்"));
  EXPECT_EQ(meant("পদ্ধতী"), search_text("পদ্ধতি"));
  EXPECT_EQ(meant("خریدری"), search_text("خریداری"));
}

TEST_F(Slips, AreNotSeenWhereThereAreNone) {
  EXPECT_EQ(meant("first"), "");
  EXPECT_EQ(meant("beg"), "") << "a beginning";
  EXPECT_EQ(meant("first procurement"), "") << "known words that are in no one course";
  EXPECT_EQ(meant("xyzzyxyzzy"), "");
  EXPECT_EQ(meant("2027"), "") << "another number is another thing";
  EXPECT_EQ(meant("ai"), "");
  EXPECT_EQ(meant("frst ad pubic procurment beginers"), "") << "too many to be slips";
}

TEST_F(Slips, KeepTheirMeaningOnEveryPage) {
  for (int i = 0; i < 5; ++i)
    shelf.publish(course("o.more" + std::to_string(i), {{"en", "First steps"}}));
  CourseQuery query;
  query.text = "frist";
  query.limit = 2;
  const CoursePage first = shelf.search(query);
  shelf.publish(course("o.frist", {{"en", "Frist und Termin"}}));
  query.cursor = first.releases.next;
  const CoursePage second = shelf.search(query);
  EXPECT_EQ(second.corrected, "first");
  EXPECT_EQ(second.releases.items.size(), 2u);
}

TEST(Suggestions, AreTitlesAndWhatCoursesTeach) {
  Shelf shelf;
  shelf.publish(tagged("o.a", {{"COMSUBTHEME-000003", 1}}, "PT10M", "Academy"));
  shelf.publish(course("o.tender", {{"en", "Tender care"}, {"hi", "निविदा"}}));
  shelf.publish(course("o.tender-2", {{"en", "Tender care"}}));
  const auto suggest = [&](const std::string& text) {
    Ids lines;
    const auto all = shelf.store().view(
        [&](Session& session) { return shelf.catalogue().suggest(session, text); });
    for (const Suggestion& each : all.value()) lines.push_back(each.id + " " + each.text);
    return lines;
  };
  EXPECT_EQ(suggest("tend"),
            (Ids{"o.tender-2 Tender care", "COMSUBTHEME-000003 Preparing a tender"}));
  EXPECT_EQ(suggest("निवि"), (Ids{"o.tender निविदा", "COMSUBTHEME-000003 निविदा तैयार करना"}));
  EXPECT_EQ(suggest("tender c"), Ids{"o.tender-2 Tender care"});
  EXPECT_EQ(suggest("listening"), Ids{}) << "nobody teaches it";
  EXPECT_EQ(suggest("t"), Ids{}) << "too little";
  EXPECT_EQ(suggest("\"*"), Ids{});
}

}  // namespace
}  // namespace haat::test
