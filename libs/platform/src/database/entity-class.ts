/** A class with TypeORM's `@Entity()`. */
export type EntityClass = new (...args: never[]) => object;
