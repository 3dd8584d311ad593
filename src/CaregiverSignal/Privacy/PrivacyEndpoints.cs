using CaregiverSignal.Configuration;
using CaregiverSignal.Web;

namespace CaregiverSignal.Privacy;

/// <summary>The page that says what happens with people's data; anybody may read it.</summary>
public sealed class PrivacyEndpoints(Settings settings) : IEndpoints
{
    public void AddTo(IEndpointRouteBuilder routes) =>
        routes.MapPage(
            PageRoutes.Privacy,
            () =>
                PageRoutes.Show<PrivacyPage>(
                    new PrivacyPageModel(settings.SupportPoint, settings.Privacy, settings.Retention)
                )
        );
}
