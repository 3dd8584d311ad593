using CaregiverSignal.Pages.ForCoordinators;

namespace CaregiverSignal.Pages.ForAdministrators;

/// <summary>Every component of the staff pages in each state, with no real data: for whoever changes the design, and
/// for its tests. No page links to it.</summary>
[Authorize(StaffPolicies.Accounts)]
public sealed class ComponentsModel : StaffPage
{
    [BindProperty]
    public string Name { get; set; } = "";

    [BindProperty]
    public string Wrong { get; set; } = "";

    [BindProperty]
    public string Choice { get; set; } = "a";

    public IReadOnlyList<Tag> Tags { get; private set; } = [];

    public IEnumerable<SelectListItem> Choices =>
        "abc".Select(code => new SelectListItem(T[$"Choice.{code}"], code.ToString()));

    public void OnGet()
    {
        Tags = [.. Enum.GetValues<TagKind>().Select(kind => new Tag(T["Tag." + kind], kind))];
        ModelState.AddModelError(nameof(Wrong), T["Wrong.Error"]);
    }
}
