using CaregiverSignal.Web;

namespace CaregiverSignal.Staff;

/// <summary>
/// The answer to a form of somebody who may not do that, or no longer may: nothing was stored, and nothing that they
/// typed is lost.
/// </summary>
/// <param name="Typed">Whole sentences from the form, to copy.</param>
/// <param name="Path">The address to which the form can be sent again once they have the role.</param>
public sealed record NoLongerPageModel(
    SupportPointSettings Support,
    string Path,
    string Typed,
    IReadOnlyList<(string Name, string Value)> Fields
)
{
    public static NoLongerPageModel Of(SupportPointSettings support, HttpContext context, IFormCollection form)
    {
        List<(string Name, string Value)> fields =
        [
            .. form.Where(field => field.Key != "echt")
                .SelectMany(field => field.Value, (field, value) => (field.Key, value ?? "")),
        ];
        var sentences = fields
            .Select(one => one.Value.Trim())
            .Where(value => value.Contains(' ', StringComparison.Ordinal));
        return new NoLongerPageModel(
            support,
            context.Request.Path + context.Request.QueryString,
            string.Join("\n\n", sentences),
            fields
        );
    }
}
