using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing.Matching;

namespace CaregiverSignal.Web;

/// <summary>Examines a page's class when its address is first requested: the framework would examine all of them before
/// answering anything, a sixth of a start's work, and keep the results.</summary>
/// <remarks>Only the class says who may read a page, so its route is replaced before anything else is checked. The
/// framework does the same if pages can change while it runs.</remarks>
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
