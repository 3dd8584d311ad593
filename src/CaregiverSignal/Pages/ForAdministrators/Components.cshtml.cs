using CaregiverSignal.Pages.ForCoordinators;

namespace CaregiverSignal.Pages.ForAdministrators;

/// <summary>Every part of the pages of staff in each of its states, about nobody: what whoever changes the look looks
/// at, and what the tests of the look read. No page leads to it.</summary>
[Authorize(StaffPolicies.Accounts)]
public sealed class ComponentsModel : StaffPage
{
    /// <summary>A field in its place, and one in which something is wrong.</summary>
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
