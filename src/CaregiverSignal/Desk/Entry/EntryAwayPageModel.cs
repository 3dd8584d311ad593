using CaregiverSignal.Web;

namespace CaregiverSignal.Desk.Entry;

/// <summary>
/// The page after a session ended during typing: nothing is stored without a session, so the page itself keeps what was
/// typed until the coordinator signs in again.
/// </summary>
/// <param name="Path">The address to which the form is sent again.</param>
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
