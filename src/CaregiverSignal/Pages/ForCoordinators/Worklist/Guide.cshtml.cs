namespace CaregiverSignal.Pages.ForCoordinators.Worklist;

[Authorize(StaffPolicies.Caregivers)]
public sealed class GuideModel : StaffPage
{
    /// <summary>Its path; the worklist's key <c>?</c> leads there.</summary>
    public const string Path = "/uitleg";

    public static IReadOnlyList<Tag> Tags =>
        [
            new(WorklistModel.Words["Tag.Red", ("dag", WorklistModel.Words["Due.Today"])], TagKind.Now),
            new(WorklistModel.Words["LateTag"], TagKind.Soon),
            new(WorklistModel.Words["Tag.News"], TagKind.New),
        ];

    public void OnGet() { }
}
