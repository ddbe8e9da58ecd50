#include "marketplace-server/uploads/upload_folder.hpp"

#include <unistd.h>

namespace haat::server {

namespace fs = std::filesystem;

Result<std::unique_ptr<UploadFolder>> UploadFolder::open(const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error)
    return fail(Errc::unavailable, "uploads-unusable",
                "cannot make the folder " + folder.string() + ": " + error.message());
  return std::unique_ptr<UploadFolder>(new UploadFolder(folder));
}

std::vector<std::string> UploadFolder::ids() const {
  std::vector<std::string> ids;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder_, error))
    ids.push_back(entry.path().filename().string());
  return ids;
}

void UploadFolder::remove(const std::string& id) const {
  ::unlink(path_of(id).c_str());
}

UploadFolder::Turn::Turn(UploadFolder& folder, const std::string& id) : folder_(folder), id_(id) {
  {
    const std::lock_guard lock(folder.lock_);
    auto& state = folder.open_[id];
    if (!state) state = std::make_shared<State>();
    state_ = state;
    ++state_->turns;
  }
  const std::lock_guard lock(state_->holding);
  number_ = ++state_->last;
}

UploadFolder::Turn::~Turn() {
  const std::lock_guard lock(folder_.lock_);
  if (--state_->turns == 0) folder_.open_.erase(id_);
}

tl::unexpected<Error> UploadFolder::Turn::taken_over() {
  return fail(Errc::conflict, "upload-taken-over",
              "another request goes on with this upload; ask for its offset");
}

}  // namespace haat::server
