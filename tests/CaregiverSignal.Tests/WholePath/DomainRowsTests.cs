using CaregiverSignal.Referrals;

namespace CaregiverSignal.Tests.WholePath;

/// <summary>
/// The rows of the domain that the founding documents ask for beside the questionnaires and the signals: each has its
/// place in the program.
/// </summary>
public sealed class DomainRowsTests() : AtASite("2026-03-02")
{
    private static readonly int[] Asked =
    [
        .. Enumerable.Range(5, 5),
        .. Enumerable.Range(12, 6),
        .. new[] { 21, 22, 26, 28, 29, 31, 32, 35, 44, 45 },
        // 55, 59, 63 and 64 are no rows.
        .. new[] { 50, 51, 52, 53, 54, 56, 57, 58, 60, 61, 62, 65, 66 },
        .. new[] { 70, 72, 74, 77, 84, 85, 86 },
    ];

    /// <summary>
    /// By row: <c>help</c> is an entry of help-kinds.json, <c>list</c> a questionnaire file, <c>page</c> an address,
    /// and
    /// <c>test</c> a test that names the row.
    /// </summary>
    private static readonly Dictionary<int, string[]> Rows = new()
    {
        [5] = ["page /zaak/{caregiver}/eerste-gesprek", "test FirstTalkTests"],
        [6] = ["page /dank", "page /mijn"],
        [7] = ["page /zaak/{caregiver}/gebeurd"],
        [8] = ["list parts-of-life"],
        [9] = ["list appraisal", "help psycho-education"],
        [12] = ["page /mijn/kring", "test NetworkPagesTests"],
        [13] = ["page /zaak/{caregiver}/kring", "test PicturesTests"],
        [14] = ["page /mijn/kring", "test PicturesTests"],
        [15] = ["test NetworkTests"],
        [16] = ["test NetworkTests"],
        [17] = ["test NetworkPagesTests"],
        [21] = ["test NetworkPagesTests"],
        [22] = ["page /sociale-kaart"],
        [26] = ["test NetworkTests"],
        [28] = ["test NetworkTests", "list wishes"],
        [29] = ["test NetworkTests"],
        [31] = ["test NetworkTests"],
        [32] = ["test NetworkTests"],
        [35] = ["test NetworkPagesTests"],
        [44] = ["help buddy"],
        [45] = ["help buddy", "help volunteer-at-home"],
        [50] = ["page /zaak/{caregiver}/hulp", "help day-care"],
        [51] =
        [
            "help own-network",
            "help volunteer-at-home",
            "help day-care",
            "help professional-at-home",
            "help short-stay",
            "help accompaniment",
        ],
        [52] = ["page /mijn/kring"],
        [53] = ["help peer-group", "help buddy", "help accompaniment"],
        [54] = ["help buddy"],
        [56] = ["help family-meeting"],
        [57] = ["help family-meeting"],
        [58] = ["help family-meeting"],
        [60] = ["test HelpRoadTests"],
        [61] = ["help peer-group", "help family-organisation"],
        [62] = ["help triad-agreement"],
        [65] = ["list roles"],
        [66] = ["test HelpFitsTests"],
        [70] = ["test HelpFitsTests"],
        [72] = ["list wishes"],
        [74] = ["page /mijn/plan", "page /zaak/{caregiver}/plan", "test RelapsePlanTests"],
        [77] = ["list giving"],
        [84] = ["page /mijn/kring", "help family-meeting"],
        [85] = ["help inform-the-network"],
        [86] = ["page /zaak/{caregiver}/gegevens", "test FirstTalkTests"],
    };

    [Fact]
    public void Each_row_that_is_asked_for_has_its_place()
    {
        Assert.Equal(Asked, Rows.Keys.Order());
        var pages = SiteRoute
            .All(site)
            .Where(route => route.Method == "GET")
            .Select(route => route.Pattern)
            .ToHashSet();
        var missing = Rows.SelectMany(row => row.Value, (row, place) => (row.Key, Place: place))
            .Where(pair => !IsThere(pair.Key, pair.Place, pages))
            .Select(pair => $"{pair.Key}: {pair.Place}");

        Assert.Empty(missing);
    }

    [Fact]
    public void A_place_that_is_not_there_is_noticed()
    {
        HashSet<string> pages = ["/mijn"];

        Assert.All(
            ["help golf", "list golf", "page /golf", "test GolfTests", "test DomainRowsTests"],
            place => Assert.False(IsThere(999_999, place, pages))
        );
    }

    private static bool IsThere(int row, string place, HashSet<string> pages) =>
        place.Split(' ') switch
        {
            ["help", var key] => HelpKind.Find(key) is not null,
            ["list", var key] => Some.Instruments.Find(key) is { CanBeAsked: true },
            ["page", var address] => pages.Contains(address),
            ["test", var name] => Directory
                .EnumerateFiles(Path.Combine(Some.Root, "tests"), name + ".cs", SearchOption.AllDirectories)
                .Any(file => Regex.IsMatch(File.ReadAllText(file), $@"domain\.md rows? [\d, and]*\b{row}\b")),
            _ => false,
        };
}
