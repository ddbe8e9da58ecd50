#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "core/json/json.hpp"
#include "marketplace-server/store/store.hpp"
#include "marketplace-server/tuf/ceremony.hpp"
#include "marketplace-server/tuf/repository.hpp"
#include "marketplace-server/tuf/root_command.hpp"
#include "tests/api/database.hpp"
#include "tests/unit/scratch.hpp"

namespace haat::test {
namespace {

using namespace server;
using std::chrono::days;
using std::chrono::hours;

constexpr Time start{days(20'000)};

template <class Value>
std::string id_of(const Result<Value>& result) {
  return result ? "" : result.error().id;
}

SecretKey key_of(const char* name) {
  return SecretKey::generate(name).value();
}

// The papers of three people, two of whom have to sign.
class RootCeremony : public ::testing::Test {
 protected:
  Ceremony begin(unsigned threshold = 2, Time expires = start + days(365)) {
    return Ceremony::init(scratch.path() / "papers",
                          {{a.public_key(), b.public_key(), c.public_key()},
                           threshold,
                           online.public_key(),
                           2,
                           expires})
        .value();
  }
  Result<Ceremony> papers() { return Ceremony::open(scratch.path() / "papers"); }
  static void sign(Ceremony& ceremony, std::vector<const SecretKey*> keys) {
    for (const SecretKey* key : keys) ASSERT_TRUE(ceremony.sign(*key));
  }

  Scratch scratch;
  SecretKey a = key_of("a"), b = key_of("b"), c = key_of("c"), d = key_of("d"),
            online = key_of("online");
};

TEST_F(RootCeremony, AChangeToADraftTakesItsSignaturesAndOneToACompleteRootBeginsTheNext) {
  Ceremony ceremony = begin();
  sign(ceremony, {&a});
  EXPECT_EQ(ceremony.missing().size(), 2u) << "root and targets";
  ASSERT_TRUE(ceremony.add_key(d.public_key(), start + days(400)));
  EXPECT_EQ(ceremony.root().version, 1u);
  EXPECT_FALSE(ceremony.has_signed(tuf::key_id(a.public_key())));
  sign(ceremony, {&a, &d});
  EXPECT_TRUE(ceremony.missing().empty());

  ASSERT_TRUE(ceremony.remove_key(d.public_key(), start + days(500)));
  EXPECT_EQ(ceremony.root().version, 2u);
  Ceremony read = papers().value();
  EXPECT_EQ(read.root().version, 2u);
  EXPECT_EQ(read.root().expires, start + days(500));
  EXPECT_EQ(read.missing().size(), 3u) << "by the keys of root 1 and of root 2, and the targets";
  sign(read, {&d, &a});
  EXPECT_EQ(read.missing().size(), 2u) << "who leaves signs the leaving, and nothing more";
  sign(read, {&b});
  EXPECT_TRUE(papers().value().missing().empty());
}

TEST_F(RootCeremony, WhatMakesNoSenseIsNotDrafted) {
  Ceremony ceremony = begin();
  const Time later = start + days(400);
  EXPECT_EQ(id_of(ceremony.add_key(a.public_key(), later)), "tuf-key-named-already");
  EXPECT_EQ(id_of(ceremony.add_key(online.public_key(), later)), "tuf-key-named-already");
  EXPECT_EQ(id_of(ceremony.set_online_key(a.public_key(), later)), "tuf-key-named-already");
  EXPECT_EQ(id_of(ceremony.remove_key(d.public_key(), later)), "tuf-key-not-named");
  EXPECT_EQ(id_of(ceremony.set_threshold(4, later)), "tuf-metadata-invalid");
  EXPECT_EQ(id_of(ceremony.sign(d)), "tuf-key-not-named");
  EXPECT_EQ(id_of(ceremony.sign(online)), "tuf-key-not-named");
  ASSERT_TRUE(ceremony.remove_key(c.public_key(), later));
  EXPECT_EQ(id_of(ceremony.remove_key(b.public_key(), later)), "tuf-too-few-keys");
  EXPECT_EQ(papers().value().root().root.keyids.size(), 2u);
}

TEST_F(RootCeremony, PapersThatWereChangedOnTheWayAreRefused) {
  Ceremony ceremony = begin();
  sign(ceremony, {&a, &b});
  ASSERT_TRUE(ceremony.renew(start + days(500)));
  const auto first = scratch.path() / "papers" / "1.root.json";
  const std::string good = Scratch::read(first);
  const auto with = [&](const std::string& text) {
    scratch.write("papers/1.root.json", text);
    const auto id = id_of(papers());
    scratch.write("papers/1.root.json", good);
    return id;
  };
  std::string lower = good;
  lower.replace(lower.find("\"threshold\":2"), 13, "\"threshold\":1");
  EXPECT_EQ(with(lower), "tuf-not-signed");
  EXPECT_EQ(with(good.substr(1)), "json-invalid");
  EXPECT_EQ(with(std::string(1 << 20, ' ')), "json-too-large");
  EXPECT_EQ(with(Scratch::read(scratch.path() / "papers" / "2.root.json")), "tuf-version-wrong");
  EXPECT_EQ(with(Scratch::read(scratch.path() / "papers" / "1.targets.json")),
            "tuf-metadata-invalid");
  EXPECT_EQ(id_of(Ceremony::open(scratch / "nothing")), "tuf-ceremony-missing");
  EXPECT_EQ(with(good), "");
}

// A store with a given time.
class TufRepository : public RootCeremony {
 protected:
  Result<void> at(Time now, const std::function<Result<void>(Repository&)>& act) {
    return store->change([&](Session& session) {
      Repository repository(session, online, now);
      return act(repository);
    });
  }
  Result<void> install(const Ceremony& ceremony, Time now = start) {
    return at(now, [&](Repository& repository) {
      return repository.install(ceremony.roots(), ceremony.targets_document());
    });
  }
  Result<void> renew(Time now) {
    return at(now, [](Repository& repository) { return repository.renew(); });
  }
  TufDocument document(const std::string& role) {
    return *store->view([&](Session& session) { return session.tuf_document(role); }).value();
  }
  std::map<std::string, Session::RoleVersion> versions() {
    return store->view([](Session& session) { return session.tuf_versions(); }).value();
  }
  static Release release(const std::string& course, const std::string& version) {
    Release release;
    release.course.id = course;
    release.course.version = version;
    release.blob = to_hex(sha256(course + version));
    release.size = 7;
    release.published_at = start;
    return release;
  }

  std::unique_ptr<Store> store = Store::open(database_of(scratch.path())).value();
};

TEST_F(TufRepository, SignsAgainWhenHalfOfTheTimeIsOver) {
  ASSERT_TRUE(renew(start)) << "without a root there is nothing to sign";
  Ceremony ceremony = begin();
  sign(ceremony, {&a, &b});
  ASSERT_TRUE(install(ceremony));
  ASSERT_TRUE(renew(start + hours(12)));
  EXPECT_EQ(document("timestamp").version, 1u);
  ASSERT_TRUE(renew(start + hours(13)));
  EXPECT_EQ(document("timestamp").version, 2u);
  EXPECT_EQ(document("snapshot").version, 1u);
  for (int hour = 14; hour < 24 * 35; ++hour) {
    const Time now = start + hours(hour);
    ASSERT_TRUE(renew(now));
    EXPECT_GE(document("timestamp").expires - now, hours(11));
    EXPECT_GE(document("snapshot").expires - now, days(3));
    for (const auto& [role, newest] : versions()) EXPECT_GE(newest.expires - now, days(14)) << role;
  }
  EXPECT_LT(document("snapshot").version, 15u);
  EXPECT_EQ(versions().at("bin-0").version, 3u);
  EXPECT_EQ(versions().at("targets").version, 1u) << "people sign that";
  const auto first =
      store->view([](Session& session) { return session.tuf_document("timestamp", 1); });
  EXPECT_FALSE(*first) << "what no client can use any more is dropped";
}

TEST_F(TufRepository, AChangeWritesItsBinASnapshotAndATimestamp) {
  ASSERT_TRUE(at(start, [&](Repository& repository) -> Result<void> {
    HAAT_TRY_VOID(repository.list(release("org.example.early", "1.0.0"), "ab"));
    return repository.sign();
  })) << "before there is a root";
  Ceremony ceremony = begin();
  sign(ceremony, {&a, &b});
  ASSERT_TRUE(install(ceremony));
  const tuf::SuccinctRoles bins = *ceremony.targets().delegations;
  const std::string early = bins.name(bins.bin_of("org.example.early/1.0.0.zip"));
  EXPECT_NE(document(early).text.find("\"statement\":\"ab\""), std::string::npos)
      << "what was released before is listed, too";

  const auto before = versions();
  ASSERT_TRUE(at(start, [&](Repository& repository) -> Result<void> {
    HAAT_TRY_VOID(repository.unlist(release("org.example.early", "1.0.0")));
    return repository.sign();
  }));
  for (const auto& [role, newest] : versions())
    EXPECT_EQ(newest.version, before.at(role).version + (role == early ? 1 : 0)) << role;
  EXPECT_EQ(document(early).text.find("org.example.early"), std::string::npos);
  EXPECT_EQ(document("snapshot").version, 2u);
  EXPECT_EQ(document("timestamp").version, 2u);
}

TEST_F(TufRepository, InstallsNothingThatClientsWouldRefuse) {
  Ceremony ceremony = begin();
  EXPECT_EQ(id_of(install(ceremony)), "tuf-not-signed");
  sign(ceremony, {&a, &b});
  EXPECT_EQ(id_of(install(ceremony, start + days(365))), "tuf-expired");
  const SecretKey own = key_of("own");
  EXPECT_EQ(id_of(store->change([&](Session& session) {
              return Repository(session, own, start)
                  .install(ceremony.roots(), ceremony.targets_document());
            })),
            "tuf-online-key-other");
  EXPECT_FALSE(*store->view([](Session& session) { return session.tuf_document("root"); }))
      << "all or nothing";
  EXPECT_EQ(id_of(at(start,
                     [&](Repository& repository) {
                       return repository.install({}, ceremony.targets_document());
                     })),
            "tuf-root-installed");
  EXPECT_EQ(id_of(install(ceremony)), "");
  EXPECT_EQ(id_of(install(ceremony)), "tuf-version-wrong") << "the same does not come after itself";
}

// What lies in a file that somebody was sent does not reach the terminal as it is.
TEST(RootCommand, TellsOfAFileWithoutItsControlCharacters) {
  const Scratch scratch;
  const std::string file = (scratch.path() / "key.pub").string();
  std::ofstream(file) << "\x1b[2J\x1b[31mhaat-ed25519\n";
  std::ostringstream out, err;
  EXPECT_EQ(root_command({"add-key", file, "--folder", scratch.path().string()}, out, err), 3);
  EXPECT_NE(err.str().find("\\x1b[2J"), std::string::npos) << err.str();
  EXPECT_EQ(err.str().find('\x1b'), std::string::npos) << err.str();
}

}  // namespace
}  // namespace haat::test
