#include "tests/faults/check.hpp"

#include <chrono>
#include <iostream>
#include <set>
#include <thread>

#include "core/json/json.hpp"
#include "core/log/merkle.hpp"
#include "marketplace-server/blobs/blobs.hpp"
#include "marketplace-server/http/content_digest.hpp"
#include "marketplace-server/store/store.hpp"
#include "tests/api/database.hpp"

namespace haat::test {
namespace {

using namespace std::chrono_literals;

Sha256 root_over(const std::vector<Sha256>& leaves, std::uint64_t size) {
  std::vector<std::vector<Sha256>> levels{
      {leaves.begin(), leaves.begin() + static_cast<long>(size)}};
  while (levels.back().size() > 1) {
    std::vector<Sha256> above;
    for (std::size_t i = 0; i + 1 < levels.back().size(); i += 2)
      above.push_back(node_hash(levels.back()[i], levels.back()[i + 1]));
    levels.push_back(std::move(above));
  }
  return root_of(size,
                 [&](unsigned level, std::uint64_t index) -> Result<Sha256> {
                   return levels.at(level).at(index);
                 })
      .value();
}

// Whether what was acknowledged with this is kept in this state.
bool keeps(const std::string& what, const std::string& state) {
  return what == "submitted" ? !state.empty()
                             : state == "live" || state == "superseded" || state == "accepted";
}

int judge_acknowledged(Marketplace& market, Book& book) {
  int lost = 0;
  std::set<std::string> waiting;
  const auto deadline = Book::Clock::now() + 60s;
  do {
    lost = 0;
    waiting.clear();
    for (const auto& [id, what] : book.acknowledged) {
      const Answer answer = market.get("/api/v1/submissions/" + id, "cura");
      const std::string state =
          answer.status == 200 ? Json::parse(answer.body)["submission"]["state"] : "";
      if (state == "accepted") waiting.insert(id);
      if (keeps(what, state)) continue;
      ++lost;
      std::cerr << "lost: " << id << ", " << what << ", is \"" << state << "\"\n";
    }
    if (!waiting.empty()) std::this_thread::sleep_for(1s);
  } while (!waiting.empty() && Book::Clock::now() < deadline);
  for (const std::string& id : waiting)
    book.wrong.push_back(id + " is accepted, and not published");
  return lost;
}

void judge_packages(Marketplace& market, const std::string& where, Book& book) {
  const Json courses = Json::parse(market.get("/api/v1/courses?limit=100").body)["courses"];
  for (const Json& course : courses) {
    const Answer package =
        market.get("/api/v1/courses/" + course["id"].get<std::string>() + "/package");
    if (package.status != 200 ||
        package.header("Content-Digest") != server::content_digest(sha256(package.body)))
      book.wrong.push_back("the live package of " + course["id"].get<std::string>() +
                           " is not whole");
  }
  const auto blobs = server::Blobs::open(market.server().data() / "blobs", where, false).value();
  std::set<std::string> kept;
  const auto looked = blobs->each([&](const server::KeptBlob& each) -> Result<void> {
    HAAT_TRY(const Sha256 digest, server::digest_of(*blobs, each.blob.name));
    if (to_hex(digest) != each.blob.name)
      book.wrong.push_back("a blob is not what its name says: " + each.blob.name);
    kept.insert(each.blob.name);
    return {};
  });
  if (!looked) book.wrong.push_back(looked.error().message);
  const auto store = server::Store::open(database_of(market.server().data())).value();
  const auto named = store->view([](server::Session& session) { return session.named_blobs(); });
  for (const std::string& name : named.value())
    if (!kept.contains(name)) book.wrong.push_back("a blob that is named is not there: " + name);
}

void judge_logs(Marketplace& market, Book& book) {
  const auto store = server::Store::open(database_of(market.server().data())).value();
  const auto rows = store->view([](server::Session& session) { return session.verify_audit(); });
  if (!rows) book.wrong.push_back(rows.error().message);
  const auto entries =
      store->view([](server::Session& session) { return session.log_entries(0, 1'000'000); });
  std::vector<Sha256> leaves;
  for (const std::string& entry : *entries) leaves.push_back(leaf_hash(entry));
  for (const auto& [size, root] : book.checkpoints)
    if (size > leaves.size())
      book.wrong.push_back("the log was shown with " + std::to_string(size) + " entries, and has " +
                           std::to_string(leaves.size()));
    else if (size > 0 && root_over(leaves, size) != root)
      book.wrong.push_back("the log was forked at " + std::to_string(size) + " entries");
}

}  // namespace

int count_lost(Marketplace& market, const std::string& blobs, Book& book) {
  const int lost = judge_acknowledged(market, book);
  judge_packages(market, blobs, book);
  judge_logs(market, book);
  return lost;
}

}  // namespace haat::test
