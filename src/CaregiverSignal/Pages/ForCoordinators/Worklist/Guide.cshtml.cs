namespace CaregiverSignal.Pages.ForCoordinators.Worklist;

/// <summary>How the work goes here, for who is new: the order of the list, its colours, and the keys.</summary>
[Authorize(StaffPolicies.Caregivers)]
public sealed class GuideModel : StaffPage
{
    /// <summary>Where it is; the key <c>?</c> of the worklist leads here, too.</summary>
    public const string Path = "/uitleg";

    public static IReadOnlyList<Tag> Tags =>
        [
            new(WorklistModel.Words["Tag.Red", ("dag", WorklistModel.Words["Due.Today"])], TagKind.Now),
            new(WorklistModel.Words["LateTag"], TagKind.Soon),
            new(WorklistModel.Words["Tag.News"], TagKind.New),
        ];

    public void OnGet() { }
}
