#include "sdk/host/worker/library.hpp"

#include <algorithm>
#include <boost/dll/library_info.hpp>
#include <boost/dll/shared_library.hpp>
#include <exception>
#include <forward_list>
#include <mutex>
#include <utility>
#include <vector>

namespace haat {

namespace {

constexpr const char* symbol = "haat_provider_entry";

tl::unexpected<std::string> refuse(const std::string& name, const std::string& why) {
  return tl::unexpected<std::string>(name + " " + why);
}

// Nothing if the symbol is there.
tl::expected<void, std::string> inspect(const std::filesystem::path& library,
                                        const std::string& name) {
  try {
    boost::dll::library_info info(library);
    const std::vector<std::string> symbols = info.symbols();
    if (std::find(symbols.begin(), symbols.end(), symbol) == symbols.end()) {
      return refuse(name, std::string("is no provider: it exports no ") + symbol);
    }
    return {};
  } catch (const std::exception&) {
    return refuse(name, "is no shared library of this kind of machine");
  }
}

// Until the process ends, and not unloaded then: a thread of its own may still run in it.
const boost::dll::shared_library& kept(boost::dll::shared_library library) {
  static std::mutex mutex;
  static auto* const all = new std::forward_list<boost::dll::shared_library>;
  const std::lock_guard lock(mutex);
  return all->emplace_front(std::move(library));
}

}  // namespace

tl::expected<const haat_entry*, std::string> open_library(const std::filesystem::path& library,
                                                          const std::string& name) {
  std::error_code error;
  if (!std::filesystem::exists(library, error)) return refuse(name, "does not exist");
  if (!std::filesystem::is_regular_file(library, error)) return refuse(name, "is no file");
  if (auto inspected = inspect(library, name); !inspected) {
    return tl::unexpected<std::string>(std::move(inspected).error());
  }
  try {
    using boost::dll::load_mode::rtld_local;
    using boost::dll::load_mode::rtld_now;
    const auto& entry = kept(boost::dll::shared_library(library, rtld_now | rtld_local))
                            .get<const haat_entry>(symbol);
    if (entry.abi != HAAT_PROVIDER_ABI) {
      return refuse(name, "was built for provider ABI " + std::to_string(entry.abi) +
                              ", this host speaks " + std::to_string(HAAT_PROVIDER_ABI));
    }
    return &entry;
  } catch (const std::exception& exception) {
    return refuse(name, std::string("cannot be loaded: ") + exception.what());
  }
}

}  // namespace haat
