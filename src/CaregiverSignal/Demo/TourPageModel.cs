using CaregiverSignal.Charts;
using CaregiverSignal.Web;
using CaregiverSignal.Web.Fields;

namespace CaregiverSignal.Demo;

/// <summary>The tour's page, every text ready to show.</summary>
/// <param name="Mail">A mail; null when everybody who was asked has answered.</param>
/// <param name="Year">One person's year; null when too little happened.</param>
public sealed record TourPageModel(
    SupportPointSettings Support,
    FormToken Token,
    TourMail? Mail,
    string? Questions,
    string Coordinator,
    string CoordinatorEmail,
    TourYear? Year,
    IReadOnlyList<TourMail> Newest
)
{
    public static readonly Texts Words = Texts.Of(typeof(TourPage));
}

/// <param name="Address">The address of the page that shows it.</param>
public sealed record TourMail(string Address, string When, string Kind, string Name);

public sealed record TourYear(long CaregiverId, string Name, FigureModel Figure, IReadOnlyList<string> Lines);
