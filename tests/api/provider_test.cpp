#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <optional>
#include <thread>

#include "core/json/json.hpp"
#include "core/package/package.hpp"
#include "core/package/zip_writer.hpp"
#include "marketplace-server/store/store.hpp"
#include "tests/api/database.hpp"
#include "tests/api/marketplace.hpp"
#include "tests/comes_true.hpp"

namespace haat::test {
namespace {

using namespace std::chrono_literals;

// A drop folder with a package that no tool of ours made, and the configuration that names it.
class Drop {
 public:
  Drop() {
    const std::string zip = make_package(scratch_.path(), {}, nullptr);
    scratch_.write("drop/sealed.zip", zip);
    scratch_.write("from.zip", zip);
    strip();
    scratch_.write(
        "drop/catalogue.json",
        Json::array({{{"external_id", "aid 1/a"},
                      {"title", "First aid"},
                      {"language", "en"},
                      {"version", "1.2.0"},
                      {"duration", "PT20M"},
                      {"licence", "CC-BY-4.0"},
                      {"package", "plain.zip"}},
                     {{"external_id", "old"},
                      {"title", "Old"},
                      {"language", "en"},
                      {"version", "3"},
                      {"package", "plain.zip"}},
                     {{"external_id", "own"},
                      {"title", "Own"},
                      {"language", "en"},
                      {"version", "1.0.0"},
                      {"package", "sealed.zip"}},
                     {{"external_id", "paper"}, {"title", "On paper"}, {"version", "1.0.0"}}})
            .dump());
    const std::string drop = (scratch_ / "drop").string();
    config_ = scratch_.write("providers.json", Json{{"providers",
                                                     {{{"id", "acme"},
                                                       {"library", "folder.so"},
                                                       {"settings", {{"folder", drop}}},
                                                       {"readable", {drop}}},
                                                      {{"id", "gone"}, {"library", "gone.so"}}}}}
                                                   .dump());
  }
  std::vector<std::string> arguments() const { return {"--providers", config_.string()}; }
  // In place of what was there: with a time of its own, as if a second had passed.
  void put(const std::string& file, const Json& rows) {
    const auto path = scratch_.write("drop/" + file, rows.dump());
    std::filesystem::last_write_time(
        path, std::filesystem::file_time_type::clock::now() + std::chrono::seconds(++writes_));
  }
  Json catalogue() const { return Json::parse(*read(scratch_ / "drop/catalogue.json")); }

 private:
  void strip() {  // takes out what is ours
    const auto package = open_package(scratch_ / "from.zip");
    auto writer = ZipWriter::create(scratch_ / "drop/plain.zip");
    for (const Entry& entry : package->entries())
      if (!entry.path.starts_with("haat/")) {
        EXPECT_TRUE(writer->add(entry.path, *package->read(entry.path, 1 << 20)));
      }
    EXPECT_TRUE(writer->commit());
  }
  static std::optional<std::string> read(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    return std::string{std::istreambuf_iterator<char>(in), {}};
  }
  Scratch scratch_;
  std::filesystem::path config_;
  int writes_ = 0;
};

class Providers : public testing::Test {
 protected:
  Drop drop;
  Marketplace market{drop.arguments()};

  void SetUp() override {
    EXPECT_TRUE(comes_true([&] {
      return market.get("/api/v1/providers", "cura").body.find("\"ingest\":{") != std::string::npos;
    }));
  }
  Json provider() {
    return Json::parse(market.get("/api/v1/providers", "cura").body)["providers"][0];
  }
  // Until what came of an ingest is as it should be, or never will be.
  template <class Wanted>
  Json ingest(Wanted wanted) {
    EXPECT_EQ(market.post("/api/v1/providers/acme/ingest", "cura", "").status, 202);
    Json now;
    comes_true([&] {
      now = provider();
      return wanted(now);
    });
    return now;
  }
  Json rows(const std::string& what, const std::string& query = "") {
    return Json::parse(market.get("/api/v1/providers/acme/" + what + query, "cura").body)[what];
  }
  Answer submit(const std::string& external, Json body) {
    if (!body.contains("competencies"))
      body["competencies"] = {{{"id", "COMSUBTHEME-000002"}, {"level", 1}}};
    return market.post("/api/v1/providers/acme/courses/" + external + "/submit", "cura",
                       body.dump());
  }
};

TEST_F(Providers, ShowHowTheyFare) {
  const Json providers = Json::parse(market.get("/api/v1/providers", "admin").body)["providers"];
  ASSERT_EQ(providers.size(), 2u);
  EXPECT_EQ(providers[0]["state"], "running");
  EXPECT_EQ(providers[0]["courses"], 4);
  EXPECT_EQ(providers[1]["state"], "refused");
  EXPECT_NE(providers[1]["sentence"], "");
  EXPECT_EQ(market.get("/api/v1/providers/nobody/courses", "cura").problem(), "provider-unknown");
}

TEST_F(Providers, CourseGoesFromTheDropFolderToTheCatalogue) {
  const Answer answer = submit("aid%201%2Fa", {{"course_id", "com.acme.first-aid"}});
  ASSERT_EQ(answer.status, 201) << answer.body;
  const Json submission = Json::parse(answer.body)["submission"];
  EXPECT_EQ(submission["submitted_by"], "provider:acme");
  EXPECT_EQ(submission["version"], "1.2.0");
  EXPECT_EQ(submission["title"]["en"], "First aid");
  const Json offers =
      Json::parse(market.get("/api/v1/providers/acme/courses", "cura").body)["courses"];
  EXPECT_EQ(offers[0]["state"], "submitted");
  EXPECT_EQ(offers[1]["state"], "new");
  // Whoever brought it answers for it, and does not judge it.
  const std::string id = submission["id"];
  const std::string accept = "/api/v1/submissions/" + id + "/accept";
  EXPECT_EQ(market.assess(id, "cura").problem(), "own-submission");
  EXPECT_EQ(market.assess(id, "dev").status, 200);
  EXPECT_EQ(market.post(accept, "cura", "{}").problem(), "own-submission");
  EXPECT_EQ(market.post(accept, "dev", "{}").status, 200);
  const Json course = Json::parse(market.get("/api/v1/courses/com.acme.first-aid").body)["course"];
  EXPECT_EQ(course["provider"], "Drop folder");
  EXPECT_EQ(course["duration"], "PT20M");
  EXPECT_EQ(course["competencies"][0]["id"], "COMSUBTHEME-000002");
}

TEST_F(Providers, RefusalsNameWhatIsWrong) {
  EXPECT_EQ(submit("old", {{"course_id", "com.acme.old"}}).problem(), "course-json-invalid");
  EXPECT_EQ(submit("old", {{"course_id", "com.acme.old"}, {"version", "3.0.0"}}).status, 201);
  EXPECT_EQ(submit("own", {{"course_id", "com.acme.own"}}).problem(), "course-id-differs");
  EXPECT_EQ(submit("own", {{"course_id", "org.example.first-aid"}}).problem(), "namespace-foreign");
  EXPECT_EQ(submit("paper", {{"course_id", "com.acme.paper"}}).problem(), "offer-without-package");
  EXPECT_EQ(submit("nowhere", {{"course_id", "com.acme.nowhere"}}).problem(), "offer-unknown");
  EXPECT_EQ(
      submit("old",
             {{"course_id", "com.acme.x"}, {"version", "1.0.0"}, {"competencies", Json::array()}})
          .problem(),
      "package-has-errors");
  EXPECT_EQ(submit("old", {{"courseid", "com.acme.old"}}).status, 400);
}

TEST_F(Providers, ChangesAreTakenAndWhatIsGoneIsKeptAsGone) {
  const Json first = provider();
  EXPECT_EQ(first["ingest"]["whole"], true);
  EXPECT_EQ(first["ingest"]["added"], 4);
  EXPECT_EQ(first["ingest"]["trouble"], nullptr);

  const Json before = drop.catalogue();
  Json after = before;
  after[1] = {{"external_id", "new"}, {"title", "New"}};  // in place of "old"
  after[2]["title"] = "Our own";
  drop.put("catalogue.json", after);
  const Json second = ingest([](const Json& now) { return now["ingest"]["gone"] == 1; });
  EXPECT_EQ(second["ingest"]["whole"], false) << second;
  EXPECT_EQ(second["ingest"]["added"], 1) << second;
  EXPECT_EQ(second["ingest"]["updated"], 1) << second;
  EXPECT_EQ(second["ingest"]["unchanged"], 0) << second;
  EXPECT_EQ(second["courses"], 4);
  const Json offers = rows("courses");
  ASSERT_EQ(offers.size(), 5u);
  EXPECT_EQ(offers[2]["external_id"], "old");
  EXPECT_EQ(offers[2]["state"], "gone");
  EXPECT_TRUE(offers[2]["gone_at"].is_string());
  EXPECT_EQ(offers[3]["title"], "Our own");
  EXPECT_EQ(offers[3]["gone_at"], nullptr);
  const Answer gone = submit("old", {{"course_id", "com.acme.old"}, {"version", "3.0.0"}});
  EXPECT_EQ(gone.status, 409);
  EXPECT_EQ(gone.problem(), "offer-gone");

  drop.put("catalogue.json", before);
  const Json third = ingest([](const Json& now) { return now["ingest"]["updated"] == 2; });
  EXPECT_EQ(third["ingest"]["gone"], 1) << third;  // "new"
  EXPECT_EQ(rows("courses")[1]["state"], "gone");
  EXPECT_EQ(rows("courses")[2]["state"], "new");
  EXPECT_EQ(submit("old", {{"course_id", "com.acme.old"}, {"version", "3.0.0"}}).status, 201);
}

TEST_F(Providers, AreTakenWholeWhereTheirChangesAreNotKnownAnyMore) {
  Json rest = drop.catalogue();
  rest.erase(1);
  drop.put("catalogue.json", rest);
  market.restart();  // and with it the plugin, which had the only memory of what was before
  EXPECT_TRUE(comes_true([&] { return provider()["courses"] == 3; }));
  const Json now = provider();
  EXPECT_EQ(now["ingest"]["whole"], true) << now;
  EXPECT_EQ(now["ingest"]["unchanged"], 3) << now;
  EXPECT_EQ(now["ingest"]["gone"], 1) << now;
  EXPECT_EQ(rows("courses").size(), 4u);
}

TEST_F(Providers, TroubleIsToldAndWhatWasTakenStays) {
  drop.put("catalogue.json", Json::object());
  const Json now = ingest([](const Json& one) { return one["ingest"]["trouble"].is_string(); });
  EXPECT_NE(now["ingest"]["trouble"].get<std::string>().find("is no list of courses"),
            std::string::npos)
      << now;
  EXPECT_EQ(now["courses"], 4);
  EXPECT_EQ(rows("courses")[0]["state"], "new");
}

Json completion(const std::string& learner, const std::string& course,
                const std::string& finished) {
  return {{"learner", learner}, {"external_id", course}, {"finished_at", finished}};
}

TEST_F(Providers, CompletionsAreKeptOnceEachWithAVerdict) {
  Json told = Json::array({completion("l1", "aid 1/a", "2026-11-01T10:00:00+05:30"),
                           completion("l2", "aid 1/a", "2026-11-01T10:00:00Z"),
                           completion("l3", "nothing", "2026-11-01T10:00:00Z"),
                           completion("l4", "aid 1/a", "2999-01-01T00:00:00Z")});
  told[0]["score"] = 0.875;
  told[0]["certificate"] = "C-1";
  told[1]["hours"] = 0.01;
  drop.put("completions.json", told);
  EXPECT_EQ(ingest([](const Json& now) { return now["completions"] == 4; })["completions"], 4);
  const Json kept = rows("completions");
  ASSERT_EQ(kept.size(), 4u);
  EXPECT_EQ(kept[3]["learner"], "l1");
  EXPECT_EQ(kept[3]["verdict"], "plausible");
  EXPECT_EQ(kept[3]["score"], 0.875);
  EXPECT_EQ(kept[3]["hours"], nullptr);
  EXPECT_EQ(kept[2]["verdict"], "implausibly-quick");
  EXPECT_EQ(kept[2]["reason"], "it took 36 s, less than a tenth of the course's PT20M");
  EXPECT_EQ(kept[1]["verdict"], "course-unknown");
  EXPECT_EQ(kept[0]["verdict"], "in-the-future");
  EXPECT_EQ(rows("completions", "?verdict=course-unknown").size(), 1u);
  const Json page =
      Json::parse(market.get("/api/v1/providers/acme/completions?limit=3", "admin").body);
  EXPECT_EQ(page["completions"].size(), 3u);
  EXPECT_EQ(rows("completions", "?limit=3&cursor=" + page["next"].get<std::string>()).size(), 1u);

  told.push_back(told[0]);
  told.back()["score"] = 1;  // corrected, told again
  told.push_back(told[1]);   // told again
  drop.put("completions.json", told);
  ingest([&](const Json&) { return rows("completions")[3]["score"] == 1; });
  EXPECT_EQ(rows("completions").size(), 4u);
  EXPECT_EQ(rows("completions")[3]["score"], 1);
  EXPECT_EQ(provider()["completions"], 4);
}

TEST_F(Providers, CertificatesAreVerifiedByWhoeverGaveThem) {
  Json told = Json::array({completion("l1", "aid 1/a", "2026-11-01T10:00:00Z")});
  told[0]["certificate"] = "C-1";
  drop.put("completions.json", told);
  const auto verify = [&](const Json& body, const std::string& provider = "acme") {
    return market.post("/api/v1/providers/" + provider + "/certificates/verify", "cura",
                       body.dump());
  };
  const Answer answer = verify({{"certificate", "C-1"}});
  ASSERT_EQ(answer.status, 200) << answer.body;
  const Json valid = Json::parse(answer.body)["certificate"];
  EXPECT_EQ(valid["verdict"], "valid");
  EXPECT_EQ(valid["facts"][0]["name"], "course");
  EXPECT_EQ(valid["facts"][0]["value"], "aid 1/a");
  EXPECT_EQ(Json::parse(verify({{"certificate", "C-2"}}).body)["certificate"]["verdict"],
            "unknown");
  EXPECT_EQ(verify({{"certificate", std::string("a\0b", 3)}}).problem(), "certificate-invalid");
  EXPECT_EQ(verify({{"certificate", ""}}).status, 400);
  EXPECT_EQ(verify(Json::object()).status, 400);
  EXPECT_EQ(verify({{"certificate", "C-1"}}, "gone").problem(), "provider-unavailable");
  EXPECT_EQ(verify({{"certificate", "C-1"}}, "nobody").problem(), "provider-unknown");
}

TEST_F(Providers, SayHowTheirPartnersFareAndWhichSettingsTheyTake) {
  const Json interfaces{"catalogue",   "content", "delta",       "records",
                        "completions", "health",  "certificates"};
  EXPECT_EQ(provider()["interfaces"], interfaces);
  // By itself it is asked when it begins, and then a minute later.
  ASSERT_TRUE(comes_true([&] { return provider()["partner"].is_object(); }));
  drop.put("catalogue.json", Json::object());
  const Answer asked = market.post("/api/v1/providers/acme/health", "admin", "");
  ASSERT_EQ(asked.status, 200) << asked.body;
  EXPECT_EQ(Json::parse(asked.body)["partner"]["status"], "down");
  EXPECT_EQ(provider()["partner"], Json::parse(asked.body)["partner"]);
  EXPECT_EQ(market.post("/api/v1/providers/gone/health", "admin", "").problem(),
            "provider-unavailable");
  const Answer schema = market.get("/api/v1/providers/acme/settings-schema", "cura");
  ASSERT_EQ(schema.status, 200) << schema.body;
  EXPECT_EQ(Json::parse(schema.body)["required"], Json({"folder"}));
  EXPECT_EQ(market.get("/api/v1/providers/gone/settings-schema", "cura").problem(),
            "provider-schema-missing");
}

// Two providers take their time for each page of a catalogue without an end, beside one that has
// something to tell.
TEST(SickProviders, DelayNobodyElsesIngest) {
  const Scratch scratch;
  const auto catalogue =
      scratch.write("drop/catalogue.json", R"([{"external_id": "1", "title": "One"}])");
  const std::string drop = (scratch / "drop").string();
  Json providers = Json::array({{{"id", "well"},
                                 {"library", "folder.so"},
                                 {"settings", {{"folder", drop}}},
                                 {"readable", {drop}}}});
  for (const char* sick : {"drowsy", "drowsy-too"})
    providers.push_back({{"id", sick}, {"library", NUISANCE}, {"settings", {{"deed", "drowsy"}}}});
  const auto config = scratch.write("providers.json", Json{{"providers", providers}}.dump());
  const Marketplace market({"--providers", config.string()});
  const auto shown = [&] {
    return Json::parse(market.get("/api/v1/providers", "cura").body)["providers"];
  };
  ASSERT_TRUE(comes_true([&] {
    const Json now = shown();  // of both a page is here
    return now[0]["courses"] == 1 && now[1]["courses"] == 1 && now[2]["ingest"].is_object();
  })) << shown();
  scratch.write("drop/catalogue.json", R"([{"external_id": "1", "title": "One"},
                                           {"external_id": "2", "title": "Two"}])");
  std::filesystem::last_write_time(catalogue, std::filesystem::file_time_type::clock::now() + 1s);
  EXPECT_EQ(market.post("/api/v1/providers/well/ingest", "cura", "").status, 202);
  ASSERT_TRUE(comes_true([&] { return shown()[2]["courses"] == 2; })) << shown();
  EXPECT_TRUE(shown()[0]["ingest"].is_null() && shown()[1]["ingest"].is_null())
      << "they were to have no end: " << shown();
}

// A plugin that does what it was told to do wrong, and the providers file that names it.
class Faults : public testing::Test {
 protected:
  std::vector<std::string> arguments(const Json& providers) const {
    const auto file = scratch_.write("providers.json", Json{{"providers", providers}}.dump());
    return {"--providers", file.string()};
  }
  static Json with_fault(const std::string& id, const std::string& fault) {
    return {{"id", id}, {"library", FAULTY}, {"settings", {{"fault", fault}}}};
  }
  // Of all that were configured, once each was taken.
  static Json taken(const Marketplace& market) {
    Json all;
    comes_true([&] {
      all = Json::parse(market.get("/api/v1/providers", "cura").body)["providers"];
      return std::all_of(all.begin(), all.end(),
                         [](const Json& one) { return one["ingest"].is_object(); });
    });
    return all;
  }

 private:
  Scratch scratch_;
};

TEST_F(Faults, OfOneCourseCostNoOtherItsPlace) {
  const Marketplace market(arguments(
      Json::array({with_fault("control", "control-id"), with_fault("long", "long-title")})));
  const Json all = taken(market);
  for (const Json& one : all) {
    EXPECT_TRUE(one["ingest"]["trouble"].is_null()) << one;
    EXPECT_GT(one["courses"], 1) << one;
    EXPECT_GT(one["ingest"]["refused"], 0) << one;
  }
  const auto refused = [&](const std::string& provider) {
    return Json::parse(
        market.get("/api/v1/providers/" + provider + "/ingest/rows?verdict=refused", "cura")
            .body)["rows"][0];
  };
  EXPECT_EQ(refused("long")["external_id"], "course-1");
  EXPECT_EQ(refused("long")["field"], "title");
  EXPECT_EQ(refused("long")["reason"], "it has 4097 bytes (limit 4096)");
  EXPECT_EQ(refused("control")["external_id"], nullptr);
  EXPECT_EQ(refused("control")["field"], "external_id");
  EXPECT_EQ(refused("control")["reason"], "it has control characters, and begins with a b");
}

TEST_F(Faults, OfALaunchAddressKeepItFromEverybody) {
  const Json many{{"id", "many"}, {"library", MANY}, {"settings", {{"courses", 2}, {"bytes", 1}}}};
  const Marketplace market(arguments(
      Json::array({with_fault("by-http", "launch-by-http"), many, with_fault("well", "nothing")})));
  const Json all = taken(market);
  ASSERT_EQ(all.size(), 3u);
  const auto launch = [&](const std::string& course, const std::string& who = "cura") {
    return market.get("/api/v1/providers/" + course + "/launch", who);
  };
  const Answer told = launch("well/courses/course-1");
  ASSERT_EQ(told.status, 200) << told.body;
  EXPECT_EQ(Json::parse(told.body)["launch"]["address"],
            "https://lms.example.org/course/1?from=haat");
  EXPECT_EQ(launch("well/courses/course-0").problem(), "provider-course-unknown");
  EXPECT_EQ(launch("well/courses/no%20such").problem(), "offer-unknown");
  EXPECT_EQ(launch("by-http/courses/course-1").problem(), "provider-failed");
  EXPECT_EQ(launch("many/courses/course-1").problem(), "provider-cannot");
  EXPECT_EQ(launch("nobody/courses/course-1").problem(), "provider-unknown");
  EXPECT_EQ(launch("well/courses/course-1", "asha").status, 403);

  const auto launches = [&](const std::string& provider) {
    return Json::parse(market.get("/api/v1/providers/" + provider + "/courses", "cura").body)
        .at("courses")
        .at(0)
        .at("launches");
  };
  EXPECT_EQ(launches("well"), true);
  EXPECT_EQ(launches("many"), false);
  EXPECT_EQ(all[1]["interfaces"], Json::array({"catalogue"}));
}

// The plugin has no fault unless its settings name one, and every interface.
TEST_F(Faults, AsideEveryInterfaceIsNamed) {
  const Marketplace market(arguments(Json::array({{{"id", "whole"}, {"library", FAULTY}}})));
  const Json interfaces{"catalogue", "content",     "launch", "delta",
                        "records",   "completions", "health", "certificates"};
  EXPECT_EQ(taken(market)[0]["interfaces"], interfaces);
}

// What the file says of all of them, and of one that says otherwise.
TEST(WeakKernel, IsForTheOperatorToDecideUpon) {
  const Scratch scratch;
  const Json providers{{"strict", true},
                       {"providers",
                        {{{"id", "lenient"}, {"library", FAULTY}, {"strict", false}},
                         {{"id", "strict"}, {"library", FAULTY}, {"requests_per_second", 3}}}}};
  const auto config = scratch.write("providers.json", providers.dump());
  const Marketplace market({"--providers", config.string(), "--worker", WEAK_WORKER});
  const auto shown = [&] {
    return Json::parse(market.get("/api/v1/providers", "cura").body)["providers"];
  };
  comes_true([&] { return shown()[0]["state"] == "running" && shown()[1]["state"] == "refused"; });
  EXPECT_EQ(shown()[0]["state"], "running") << shown();
  EXPECT_NE(shown()[0]["sentence"].get<std::string>().find("without Landlock"), std::string::npos);
  EXPECT_EQ(shown()[1]["sentence"],
            "this kernel lacks Landlock, and the host is told to be strict");
}

TEST(ManyRows, HaveAVerdictEach) {
  constexpr int courses = 25'000;
  const Scratch scratch;
  const Json many{
      {"id", "many"}, {"library", MANY}, {"settings", {{"courses", courses}, {"bytes", 20}}}};
  const auto config =
      scratch.write("providers.json", Json{{"providers", Json::array({many})}}.dump());
  const Marketplace market({"--providers", config.string()});
  const auto ingest = [&] {
    return Json::parse(market.get("/api/v1/providers", "cura").body)["providers"][0]["ingest"];
  };
  ASSERT_TRUE(comes_true([&] { return ingest().is_object(); }));
  EXPECT_EQ(ingest()["rows"], courses) << ingest();
  EXPECT_EQ(ingest()["rows_kept"], courses) << ingest();
  Call call;
  call.target = "/api/v1/providers/many/ingest/rows";
  call.token = market.token("cura");
  call.headers = {{"Accept", "text/csv"}};
  const Answer csv = market.ask(call);
  EXPECT_EQ(std::count(csv.body.begin(), csv.body.end(), '\n'), courses + 1);
  EXPECT_NE(csv.body.find("\"25000\",\"course-24999\",\"added\",\"\",\"\"\r\n"), std::string::npos);
  call.target += "?verdict=refused";
  EXPECT_EQ(market.ask(call).body, "\"row\",\"external_id\",\"verdict\",\"field\",\"reason\"\r\n");
}

// A walk through a whole catalogue that something comes in between.
class InterruptedProvider : public testing::Test {
 protected:
  const Scratch scratch;
  std::optional<Marketplace> market;

  void SetUp() override { scratch.write("state/here", ""); }
  void put(const std::string& name) { scratch.write("state/" + name, ""); }
  void take_away(const std::string& name) { std::filesystem::remove(scratch / "state" / name); }
  // By itself it is taken again so many seconds later: elsewhere than in a test of that, never.
  void start(int ingest_every = 3600) {
    const std::string state = (scratch / "state").string();
    const Json provider{{"id", "acme"},
                        {"library", INTERRUPTED},
                        {"settings", {{"folder", state}}},
                        {"ingest_every", ingest_every},
                        {"readable", {state}}};
    const auto config =
        scratch.write("providers.json", Json{{"providers", Json::array({provider})}}.dump());
    market.emplace(std::vector<std::string>{"--providers", config.string()});
  }
  Json ingest() const {
    return Json::parse(market->get("/api/v1/providers", "cura").body)["providers"][0]["ingest"];
  }
  void ask() const {
    EXPECT_EQ(market->post("/api/v1/providers/acme/ingest", "cura", "").status, 202);
  }
  bool ends_with(const char* trouble) const {
    return comes_true([&] {
      const Json now = ingest();
      if (now.is_null()) return false;
      return *trouble == '\0'
                 ? now["trouble"].is_null()
                 : now["trouble"].is_string() &&
                       now["trouble"].get<std::string>().find(trouble) != std::string::npos;
    });
  }
  int asked_for(const std::string& page) {
    const std::string log = market->server().log();
    int times = 0;
    for (std::size_t at = 0;
         (at = log.find("page " + page + " is asked for", at)) != std::string::npos; ++at)
      ++times;
    return times;
  }
};

TEST_F(InterruptedProvider, GoesOnWhereItWas) {
  put("down");
  start();
  ASSERT_TRUE(ends_with("the partner is down")) << ingest();
  EXPECT_EQ(ingest()["added"], 2);
  market->restart();  // what it knows is in the store
  // The second attempt has ended, not only begun: else it might meet a partner that is up again.
  ASSERT_TRUE(comes_true([&] {
    return market->server().log().find("; then provider acme: the partner is down") !=
           std::string::npos;
  })) << market->server().log();
  take_away("down");
  ask();
  ASSERT_TRUE(ends_with("")) << ingest();
  EXPECT_EQ(ingest()["added"], 3) << ingest();
  EXPECT_EQ(ingest()["gone"], 0) << ingest();
  EXPECT_EQ(ingest()["rows"], 3) << ingest();
  EXPECT_EQ(ingest()["rows_kept"], 3) << ingest();
  EXPECT_EQ(asked_for("1"), 0) << "since the restart";
}

TEST_F(InterruptedProvider, BeginsAnewWhereItsCursorIsNotKnownAnyMore) {
  put("down");
  start();
  ASSERT_TRUE(ends_with("the partner is down")) << ingest();
  take_away("down");
  put("too-old");
  ask();
  ASSERT_TRUE(ends_with("no such cursor")) << ingest();
  EXPECT_EQ(ingest()["rows"], 1) << ingest();
  take_away("too-old");
  ask();
  ASSERT_TRUE(ends_with("")) << ingest();
  EXPECT_EQ(ingest()["unchanged"], 2) << ingest();
  EXPECT_EQ(ingest()["added"], 1) << ingest();
}

// How the last page of three is answered, and what is told of it.
struct Interruption {
  const char* name;
  const char* trouble;
  bool ends_the_worker = true;
  friend std::ostream& operator<<(std::ostream& out, const Interruption& one) {
    return out << one.name;
  }
};
class FaultOnAPage : public InterruptedProvider, public testing::WithParamInterface<Interruption> {
 protected:
  Json courses() const {
    return Json::parse(market->get("/api/v1/providers/acme/courses", "cura").body)["courses"];
  }
  // A new worker is taken by itself. Who asked beside that would have it taken once more, if the
  // one came before the other.
  void mend() {
    take_away(GetParam().name);
    if (!GetParam().ends_the_worker) ask();
  }
};

// The first time what was taken stays and the rest follows; later, when all is known, nothing is
// taken for gone that the walk did not come to.
TEST_P(FaultOnAPage, CostsNoCourse) {
  put(GetParam().name);
  start();
  ASSERT_TRUE(ends_with(GetParam().trouble)) << ingest();
  EXPECT_EQ(courses().size(), 2u);
  mend();
  ASSERT_TRUE(ends_with("")) << ingest();
  EXPECT_EQ(ingest()["added"], 3) << ingest();
  EXPECT_EQ(ingest()["rows"], 3) << ingest();
  EXPECT_EQ(asked_for("1"), 1) << "it goes on where it failed";

  put(GetParam().name);
  ask();
  ASSERT_TRUE(ends_with(GetParam().trouble)) << ingest();
  EXPECT_EQ(courses().size(), 3u);
  for (const Json& course : courses()) EXPECT_EQ(course["state"], "new") << course;
  mend();
  ASSERT_TRUE(ends_with("")) << ingest();
  EXPECT_EQ(ingest()["unchanged"], 3) << ingest();
  EXPECT_EQ(ingest()["gone"], 0) << ingest();
  EXPECT_EQ(asked_for("1"), 2);
}
INSTANTIATE_TEST_SUITE_P(
    Interrupted, FaultOnAPage,
    testing::Values(Interruption{"abort", "crashed (aborted) while listing courses"},
                    Interruption{"leave", "left by itself (exit code 7) while listing courses"},
                    Interruption{"garbage", "sent what is no frame of the protocol"},
                    Interruption{"malformed", "its page has more than 1000 courses", false},
                    Interruption{"hang", "hung while listing courses: no answer within 10 s"}),
    [](const auto& test) { return std::string(test.param.name); });

// Its operator said every ten seconds, and nobody asks.
TEST_F(InterruptedProvider, IsTakenAgainAsOftenAsItsOperatorSays) {
  start(10);
  ASSERT_TRUE(ends_with("")) << ingest();
  ASSERT_TRUE(comes_true([&] { return asked_for("3") >= 2; }));
}

// As another server would that believes itself on duty: it has begun, so this one ends.
TEST_F(InterruptedProvider, EndsWhereAnotherServerHasBegun) {
  put("slow");
  start();
  ASSERT_TRUE(comes_true([&] { return asked_for("3") == 1; }));
  const auto store = server::Store::open(database_of(market->server().data()));
  ASSERT_TRUE(store) << store.error().message;
  ASSERT_TRUE(
      (*store)->change([](server::Session& session) { return session.begin_ingest("acme"); }));
  take_away("slow");
  ASSERT_TRUE(comes_true([&] {
    return market->server().log().find("another server has begun to take it meanwhile") !=
           std::string::npos;
  }));
  const auto offers = (*store)->view(
      [](server::Session& session) { return session.offers("acme", server::PageRequest{}); });
  ASSERT_EQ(offers->items.size(), 2u) << "the third came too late";
  EXPECT_EQ(offers->items[0].gone_at, std::nullopt);
}

// A partner's table, read by a mapping of the operator's.
class MappedProvider : public testing::Test {
 protected:
  void put(const std::string& csv) {
    const auto path = scratch_.write("drop/courses.csv", csv);
    std::filesystem::last_write_time(
        path, std::filesystem::file_time_type::clock::now() + std::chrono::seconds(++writes_));
  }
  std::vector<std::string> arguments(const std::string& language) {
    scratch_.write("acme.mapping.json", R"({"course": {
      "external_id": {"from": "/Code"}, "title": {"from": "/Name"},
      "language": {"from": "/Language", "values": {)" +
                                            language + R"(}},
      "duration": {"from": "/Minutes", "unit": "minutes", "if_wrong": "leave-out"}}})");
    const std::string drop = (scratch_ / "drop").string();
    const Json provider{{"id", "acme"},
                        {"library", "folder.so"},
                        {"settings", {{"folder", drop}, {"catalogue", "courses.csv"}}},
                        {"readable", {drop}},
                        {"mapping", "acme.mapping.json"}};
    const auto config =
        scratch_.write("providers.json", Json{{"providers", Json::array({provider})}}.dump());
    return {"--providers", config.string()};
  }
  // Of the ingest, once so many rows were added, updated, unchanged, gone and refused.
  static std::string counts(const Marketplace& market, const std::string& expected) {
    std::string now;
    comes_true([&] {
      const Json ingest =
          Json::parse(market.get("/api/v1/providers", "cura").body)["providers"][0]["ingest"];
      now.clear();
      if (!ingest.is_null())
        for (const char* what : {"added", "updated", "unchanged", "gone", "refused"})
          now += ingest[what].dump() + " ";
      return now == expected;
    });
    return now;
  }
  static std::string rows(const Marketplace& market, const std::string& query = "") {
    std::string all;
    const Json answer =
        Json::parse(market.get("/api/v1/providers/acme/ingest/rows" + query, "cura").body);
    for (const Json& row : answer["rows"])
      all += row["row"].dump() + " " + row["verdict"].get<std::string>() + " " +
             row["external_id"].dump() + " " + row["field"].dump() + " " + row["reason"].dump() +
             "\n";
    return all;
  }

 private:
  Scratch scratch_;
  int writes_ = 0;
};

TEST_F(MappedProvider, RefusesARecordOverItsLimitAlone) {
  const Scratch scratch;
  scratch.write("map.json",
                R"({"course": {"external_id": {"from": "/id"}, "title": {"from": "/id"}}})");
  const Json provider{{"id", "acme"},
                      {"library", FAULTY},
                      {"settings", {{"fault", "record-too-large"}}},
                      {"mapping", "map.json"}};
  const auto config =
      scratch.write("providers.json", Json{{"providers", Json::array({provider})}}.dump());
  const Marketplace market({"--providers", config.string()});
  EXPECT_EQ(counts(market, "3 0 0 0 1 "), "3 0 0 0 1 ");
  EXPECT_EQ(rows(market, "?verdict=refused"),
            "1 refused null null \"it has 262161 bytes (limit 262144)\"\n");
}

TEST_F(MappedProvider, KeepsAVerdictOnEachRow) {
  put("Code,Name,Language,Minutes\nL-1,First aid,HINDI,90\nL-2,Fire,,soon\nL-3,Falls,Hindl,5\n"
      "L-1,Again,Hindi,5\n,Nameless,,\n=L-4,\"=HYPERLINK(\"\"x\"\")\",@x,\n");
  const Marketplace market(arguments(R"("Hindi": "hi")"));
  EXPECT_EQ(counts(market, "2 0 0 0 4 "), "2 0 0 0 4 ");
  const char* const refused =
      "3 refused \"L-3\" \"language\" \"its /Language is \\\"Hindl\\\", which is none of the "
      "values "
      "of the mapping; did you mean hindi?\"\n"
      "4 refused \"L-1\" \"external_id\" \"it is that of an earlier row, which counts\"\n"
      "5 refused null \"external_id\" \"its /Code is not there\"\n"
      "6 refused \"=L-4\" \"language\" \"its /Language is \\\"@x\\\", which is none of the values "
      "of "
      "the mapping\"\n";
  EXPECT_EQ(rows(market),
            std::string("1 added \"L-1\" null null\n"
                        "2 added \"L-2\" \"duration\" \"left out, since its "
                        "/Minutes is \\\"soon\\\", which is no number of minutes\"\n") +
                refused);
  EXPECT_EQ(rows(market, "?verdict=refused"), refused);
  EXPECT_EQ(rows(market, "?limit=1&cursor=1").substr(0, 9), "2 added \"");

  Call call;
  call.target = "/api/v1/providers/acme/ingest/rows?verdict=refused";
  call.token = market.token("cura");
  call.headers = {{"Accept", "text/csv"}};
  const Answer csv = market.ask(call);
  EXPECT_EQ(csv.header("Content-Type"), "text/csv; charset=utf-8; header=present");
  EXPECT_EQ(csv.body.substr(0, csv.body.find('\n') + 1),
            "\"row\",\"external_id\",\"verdict\",\"field\",\"reason\"\r\n");
  EXPECT_NE(csv.body.find("\"6\",\"'=L-4\",\"refused\",\"language\","), std::string::npos)
      << csv.body;

  const Json courses =
      Json::parse(market.get("/api/v1/providers/acme/courses", "cura").body)["courses"];
  ASSERT_EQ(courses.size(), 2u);
  EXPECT_EQ(courses[0]["language"], "hi");
  EXPECT_EQ(courses[0]["duration"], "PT1H30M");

  put("Code,Name,Language,Minutes\nL-1,First aid,Hindi,90\nL-2,Fire!,,\n");
  EXPECT_EQ(market.post("/api/v1/providers/acme/ingest", "cura", "").status, 202);
  EXPECT_EQ(counts(market, "0 1 1 0 0 "), "0 1 1 0 0 ");
  EXPECT_EQ(rows(market), "1 unchanged \"L-1\" null null\n2 updated \"L-2\" null null\n");

  put("Code,Name,Language,Minutes\nL-2,Fire?,Hindl,\n");
  EXPECT_EQ(market.post("/api/v1/providers/acme/ingest", "cura", "").status, 202);
  EXPECT_EQ(counts(market, "0 0 0 1 1 "), "0 0 0 1 1 ");
  const Json left =
      Json::parse(market.get("/api/v1/providers/acme/courses", "cura").body)["courses"];
  EXPECT_EQ(left[0]["state"], "gone");
  EXPECT_EQ(left[1]["state"], "new");
  EXPECT_EQ(left[1]["title"], "Fire!");
}

}  // namespace
}  // namespace haat::test
