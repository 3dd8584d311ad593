using CaregiverSignal.Web;

namespace CaregiverSignal.Desk.Entry;

/// <summary>
/// Somebody typed for longer than a session lives: nothing is stored without one, so the page itself keeps what was
/// typed until they are in again.
/// </summary>
/// <param name="Path">Where the form goes once more.</param>
public sealed record EntryAwayPageModel(
    SupportPointSettings Support,
    string Path,
    IReadOnlyList<(string Name, string Value)> Fields
)
{
    public static EntryAwayPageModel Of(SupportPointSettings support, string path, IFormCollection form) =>
        new(
            support,
            path,
            [
                .. form.Where(field => field.Key != "echt")
                    .SelectMany(field => field.Value, (field, value) => (field.Key, value ?? "")),
            ]
        );
}
