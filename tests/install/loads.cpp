#include <chrono>
#include <iostream>
#include <thread>

#include "sdk/host/provider_host.hpp"

// Runs one provider and prints who it is and what it lists.
int main(int, char** arguments) {
  haat::ProviderHost::Options options;
  options.worker = arguments[1];
  haat::ProviderHost host(options);
  if (const auto added = host.add({"hello", arguments[2], "{}", {}}); !added) return 1;
  haat::ProviderHealth health;
  do {
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
    health = host.health().front();
  } while (health.state == haat::ProviderHealth::State::starting);
  std::cout << health.name << " " << health.version << " " << health.sentence << "\n";
  const auto page = host.list("hello", "");
  if (!page) {
    std::cerr << page.error().message << "\n";
    return 1;
  }
  for (const auto& course : page->courses)
    std::cout << course.external_id << " " << course.title << "\n";
  return 0;
}
