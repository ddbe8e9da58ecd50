#include "tests/providers/market.hpp"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <stdexcept>

namespace haat::test {

using namespace std::chrono_literals;

ProviderHost::Options Market::options(const Terms& terms) {
  ProviderHost::Options options;
  options.worker = terms.worker;
  options.call_deadline = terms.call_deadline;
  options.load_deadline = terms.load_deadline;
  options.first_backoff = terms.first_backoff;
  options.last_backoff = terms.last_backoff;
  options.fetch_deadline = terms.fetch_deadline;
  options.largest_answer = 1u << 20;
  options.largest_download = 8u << 20;
  options.health_every = terms.health_every;
  options.record_http = terms.record_http;
  options.replay_http = terms.replay_http;
  options.in_process = terms.in_process;
  options.log = [this](const std::string& provider, const std::string& line) {
    const std::lock_guard lock(mutex_);
    log_.emplace_back(provider, line);
  };
  return options;
}

Market::Market(const Terms& terms) : host_(options(terms)) {
  if (terms.worker != WORKER) return;
  open("good", "good.so");
  reaches("good", ProviderHealth::State::running);
}

void Market::open(const std::string& id, const std::string& library, const std::string& settings,
                  std::vector<std::filesystem::path> readable,
                  std::vector<ProviderPartnerHost> hosts) {
  const auto path = std::filesystem::path(PLUGINS) / library;
  if (auto added = host_.add({id, path, settings, std::move(readable), std::move(hosts)}); !added) {
    throw std::runtime_error(added.error().message);
  }
}

ProviderHealth Market::health(const std::string& id) const {
  for (ProviderHealth& health : host_.health()) {
    if (health.id == id) return std::move(health);
  }
  throw std::runtime_error("no health of " + id);
}

ProviderHealth Market::reaches(const std::string& id, ProviderHealth::State state,
                               std::uint64_t restarts) const {
  ProviderHealth now;
  comes_true([&] {
    now = health(id);
    return now.state == state && now.restarts >= restarts;
  });
  return now;
}

bool Market::says(const std::string& id, const std::string& words) const {
  return comes_true([&] { return health(id).sentence.find(words) != std::string::npos; });
}

std::string Market::title(const std::string& id, const std::string& cursor) {
  const auto page = host_.list(id, cursor);
  if (!page) return page.error().id + ": " + page.error().message;
  return page->courses.empty() ? "" : page->courses.front().title;
}

std::string Market::titles(const std::string& id, const std::string& cursor) {
  const auto page = host_.list(id, cursor);
  if (!page) return page.error().id + ": " + page.error().message;
  std::string all;
  for (const ProviderCourse& course : page->courses) all += (all.empty() ? "" : " ") + course.title;
  return all;
}

bool Market::good_answers() {
  return title("good", "") == "Ten bytes" && health("good").restarts == 0;
}

bool Market::logged(const std::string& id, const std::string& part,
                    std::chrono::milliseconds most) const {
  return comes_true([&] { return has_logged(id, part); }, most);
}

bool Market::has_logged(const std::string& id, const std::string& part) const {
  const std::lock_guard lock(mutex_);
  return std::any_of(log_.begin(), log_.end(), [&](const auto& entry) {
    return entry.first == id && entry.second.find(part) != std::string::npos;
  });
}

std::size_t Market::lines(const std::string& id) const {
  const std::lock_guard lock(mutex_);
  return static_cast<std::size_t>(std::count_if(
      log_.begin(), log_.end(), [&](const auto& entry) { return entry.first == id; }));
}

TemporaryFolder::TemporaryFolder() {
  std::string name = std::filesystem::temp_directory_path() / "haat-provider-XXXXXX";
  if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
  path_ = name;
}

TemporaryFolder::~TemporaryFolder() {
  std::filesystem::remove_all(path_);
}

std::filesystem::path TemporaryFolder::write(const std::string& name,
                                             const std::string& bytes) const {
  std::ofstream(path_ / name, std::ios::binary) << bytes;
  return path_ / name;
}

}  // namespace haat::test
