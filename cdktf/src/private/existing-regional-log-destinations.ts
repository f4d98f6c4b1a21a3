import { Construct } from "constructs";
import type { ILogDestination } from "../log-destination-ref";
import type { IRegionalLogDestinations } from "../regional-log-destinations-ref";
import { isLiteral } from "./literal";
import { noDestinationIn, refuseBadRegion, refuseBadRegions } from "./rules";
import { shown } from "./shown";

/** Destinations that are made outside the app, each when it is asked for. */
export class ExistingRegionalLogDestinations extends Construct implements IRegionalLogDestinations {
  /**
   * @param regions those that there are, where the app knows
   * @param make the destination of a Region, within this construct
   */
  constructor(
    scope: Construct,
    id: string,
    private readonly regions: readonly string[] | undefined,
    private readonly make: (scope: Construct, region: string) => ILogDestination,
  ) {
    super(scope, id);
    if (regions !== undefined) refuseBadRegions(regions);
  }

  public inRegion(region: string): ILogDestination {
    if (!isLiteral(region)) {
      throw new Error(`inRegion got ${shown(region)}, and constructs are named by the Regions; write it out [LD2573]`);
    }
    refuseBadRegion(region);
    if (this.regions !== undefined && !this.regions.includes(region)) {
      throw noDestinationIn(region, this.regions);
    }
    const made = this.node.tryFindChild(region) as (Construct & ILogDestination) | undefined;
    return made ?? this.make(this, region);
  }
}
