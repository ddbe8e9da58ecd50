#include "core/package/overlay.hpp"

#include <algorithm>

#include "core/package/entry_name.hpp"
#include "core/package/source.hpp"

namespace haat {

void Overlay::write(std::string_view path, std::string bytes) {
  remove(path);
  written_[std::string(path)] = std::make_shared<const std::string>(std::move(bytes));
}

void Overlay::remove(std::string_view path) {
  if (const auto at = renamed_.find(path); at != renamed_.end()) {
    removed_.insert(at->second);
    renamed_.erase(at);
  }
  if (const auto at = written_.find(path); at != written_.end()) written_.erase(at);
  removed_.emplace(path);
}

void Overlay::rename(std::string_view from, std::string_view to) {
  std::string origin(from);
  if (const auto at = written_.find(from); at != written_.end()) {
    auto bytes = std::move(at->second);
    remove(from);
    remove(to);
    written_[std::string(to)] = std::move(bytes);
    return;
  }
  if (const auto at = renamed_.find(from); at != renamed_.end()) {
    origin = at->second;
    renamed_.erase(at);
  }
  if (from != to) remove(to);
  renamed_[std::string(to)] = std::move(origin);
}

class OverlaySource final : public Package::Source {
 public:
  OverlaySource(std::shared_ptr<const Package> below, const Overlay& overlay, const Limits& limits)
      : below_(std::move(below)), overlay_(overlay) {
    name = below_->name();
    size = below_->size();
    std::set<std::string_view> moved;
    for (const auto& [path, origin] : overlay_.renamed_) moved.insert(origin);
    for (const auto& entry : below_->entries())
      if (!overlay_.removed_.contains(entry.path) && !moved.contains(entry.path))
        entries.push_back(entry);
    for (const auto& [path, origin] : overlay_.renamed_)
      if (const auto* entry = below_->find(origin)) entries.push_back({path, entry->size});
    for (const auto& [path, bytes] : overlay_.written_) entries.push_back({path, bytes->size()});
    std::sort(entries.begin(), entries.end(),
              [](const Entry& a, const Entry& b) { return a.path < b.path; });
    std::vector<std::string_view> names;
    for (const auto& entry : entries) {
      for (auto& defect : judge_entry_name(entry.path, limits)) defects.push_back(defect);
      names.push_back(entry.path);
    }
    // Those of the package below were not too many.
    static_cast<void>(judge_entry_names_together(
        name, names, limits, [&](Defect found) { defects.push_back(std::move(found)); }));
  }

  std::unique_ptr<Reader> reader() const override { return std::make_unique<EntryReader>(*this); }

  Result<void> read(const Entry& entry, const Package::OnPiece& on_piece) const override {
    if (const auto at = overlay_.written_.find(entry.path); at != overlay_.written_.end())
      return on_piece(*at->second, true);
    const auto at = overlay_.renamed_.find(entry.path);
    return below_->read_pieces(at == overlay_.renamed_.end() ? entry.path : at->second, on_piece);
  }

  Result<void> scan(const Package::OnBytes& on_bytes) const override {
    for (const auto& entry : entries)
      HAAT_TRY_VOID(read(
          entry, [&](std::string_view piece, bool last) { return on_bytes(entry, piece, last); }));
    return {};
  }

 private:
  class EntryReader final : public Reader {
   public:
    explicit EntryReader(const OverlaySource& source) : source_(source) {}
    Result<void> read(const Entry& entry, const Package::OnPiece& on_piece) override {
      return source_.read(entry, on_piece);
    }

   private:
    const OverlaySource& source_;
  };

  const std::shared_ptr<const Package> below_;
  const Overlay overlay_;
};

Package lay_over(std::shared_ptr<const Package> below, const Overlay& overlay,
                 const Limits& limits) {
  return Package(std::make_unique<OverlaySource>(std::move(below), overlay, limits));
}

}  // namespace haat
