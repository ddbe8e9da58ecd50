#include "tests/faults/servers.hpp"

#include <algorithm>

#include "tests/api/database.hpp"
#include "tests/api/object_store.hpp"

namespace haat::test {
namespace fs = std::filesystem;

Servers::Servers(Marketplace& market, int count, std::vector<std::string> arguments)
    : market_(market), first_(market.server().data()), arguments_(std::move(arguments)) {
  ports_.push_back(market.server().port());
  for (int i = 1; i < count; ++i) {
    const fs::path data = market.scratch() / ("server" + std::to_string(i));
    fs::create_directories(data);
    if (!on_s3()) fs::create_directory_symlink(first_ / "blobs", data / "blobs");
    for (const char* name : {"marketplace.key", "online.key"})
      fs::copy_file(first_ / name, data / name);
    more_.push_back(std::make_unique<ServerProcess>(data, this->arguments()));
    ports_.push_back(more_.back()->port());
  }
}

unsigned short Servers::port(std::size_t which) {
  const std::lock_guard guard(lock_);
  return ports_[which % ports_.size()];
}

void Servers::kill(std::size_t which) {
  if (which == 0) return market_.server().kill();
  more_[which - 1]->kill();
}

void Servers::start(std::size_t which) {
  unsigned short port = 0;
  if (which == 0) {
    market_.restart_killed();
    port = market_.server().port();
  } else {
    const fs::path data = more_[which - 1]->data();
    more_[which - 1].reset();
    more_[which - 1] = std::make_unique<ServerProcess>(data, arguments());
    port = more_[which - 1]->port();
  }
  const std::lock_guard guard(lock_);
  ports_[which] = port;
}

std::vector<std::string> Servers::arguments_of_a_newcomer() const {
  const fs::path data = market_.scratch() / "newcomer";
  fs::create_directories(data);
  for (const char* name : {"marketplace.key", "online.key"})
    fs::copy_file(first_ / name, data / name, fs::copy_options::skip_existing);
  std::vector<std::string> all = arguments();
  all.insert(all.end(), {"--data", data.string(), "--listen", "127.0.0.1:0"});
  return all;
}

// What is said outright counts.
std::vector<std::string> Servers::arguments() const {
  std::vector<std::string> all = arguments_;
  const auto add = [&](const char* option, const std::string& value) {
    if (std::find(all.begin(), all.end(), option) == all.end())
      all.insert(all.end(), {option, value});
  };
  add("--database", database_of(first_));
  if (on_s3()) add("--blobs", blobs_of(first_));
  return all;
}

}  // namespace haat::test
