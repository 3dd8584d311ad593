using CaregiverSignal.Staff;
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
    /// <summary>Keeps what was typed while the session ended, to send it after signing in again.</summary>
    public static async Task<IResult> KeepAsync(HttpContext context)
    {
        var form = (await PostedForm.BindAsync(context))!.Fields;
        var support = context.RequestServices.GetRequiredService<SupportPointSettings>();
        return form.ContainsKey("stand")
            ? PageRoutes.Show<EntryAwayPage>(Of(support, context.Request.Path, form), StatusCodes.Status401Unauthorized)
            : PageRoutes.Go(StaffRoutes.SignIn);
    }

    private static EntryAwayPageModel Of(SupportPointSettings support, string path, IFormCollection form) =>
        new(
            support,
            path,
            [
                .. form.Where(field => field.Key != "echt")
                    .SelectMany(field => field.Value, (field, value) => (field.Key, value ?? "")),
            ]
        );
}
