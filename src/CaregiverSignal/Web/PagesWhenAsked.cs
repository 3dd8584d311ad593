using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing.Matching;

namespace CaregiverSignal.Web;

/// <summary>Looks a page's class through when its address is first asked for: the framework would do all of them before
/// it answers anything, a sixth of a start's work, and keep what it found.</summary>
/// <remarks>Who may read a page is known of its class alone: so its route is exchanged before anything else is asked of
/// it. The framework does the same where pages may change while it runs.</remarks>
public sealed class PagesWhenAsked(PageLoader loader) : MatcherPolicy, IEndpointSelectorPolicy
{
    public override int Order => int.MinValue;

    public static void AddTo(IServiceCollection services)
    {
        services.Remove(
            services.Single(service => service.ImplementationType?.Name == "CompiledPageActionDescriptorProvider")
        );
        services.AddSingleton<IActionDescriptorProvider, PageActionDescriptorProvider>();
        services.AddSingleton<MatcherPolicy, PagesWhenAsked>();
    }

    public bool AppliesToEndpoints(IReadOnlyList<Endpoint> endpoints) =>
        endpoints.Any(endpoint => PageOf(endpoint) is not null);

    public async Task ApplyAsync(HttpContext httpContext, CandidateSet candidates)
    {
        for (var place = 0; place < candidates.Count; place++)
        {
            var (endpoint, values) = (candidates[place].Endpoint, candidates[place].Values);
            if (PageOf(endpoint) is { } page)
                candidates.ReplaceEndpoint(place, (await loader.LoadAsync(page, endpoint.Metadata)).Endpoint, values);
        }
    }

    private static PageActionDescriptor? PageOf(Endpoint endpoint) =>
        endpoint.Metadata.GetMetadata<PageActionDescriptor>();
}
